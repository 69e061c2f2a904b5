// Bundles the islands into ../assets, where the Go build embeds them. With --test it compiles the tests and runs them.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../assets");

/** most is what all islands together may weigh, in bytes. */
const most = 60_000;

const options = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  logLevel: "warning",
};

/** bundle makes the islands in memory: name and bytes of each. They hold nobody's code but ours, so that no licence need go with them. */
export async function bundle() {
  const r = await build({
    ...options, entryPoints: ["page", "reader", "timeline"].map((n) => `src/${n}.ts`), outdir: "out", minify: true, write: false, metafile: true,
  });
  const files = r.outputFiles.map((f) => ({ name: f.path.split(/[\\/]/).pop(), bytes: f.contents }));
  const total = files.reduce((n, f) => n + f.bytes.length, 0);
  if (total > most) throw new Error(`islands: ${total} bytes, at most ${most} are allowed`);
  const foreign = Object.keys(r.metafile.inputs).filter((p) => p.includes("node_modules"));
  if (foreign.length > 0) throw new Error(`islands: foreign code in the bundles: ${foreign}`);
  return { files, total };
}

async function tests() {
  const dir = mkdtempSync(join(tmpdir(), "islands-"));
  try {
    const names = readdirSync(join(here, "test")).filter((f) => f.endsWith(".test.ts"));
    await build({ ...options, entryPoints: names.map((n) => `test/${n}`), outdir: dir, platform: "node", outExtension: { ".js": ".mjs" } });
    const r = spawnSync(process.execPath, ["--test", "--test-reporter=dot", ...names.map((n) => join(dir, n.replace(/\.ts$/, ".mjs")))], { stdio: "inherit", cwd: here });
    process.exitCode = r.status ?? 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

if (process.argv.includes("--test")) {
  await tests();
} else {
  const one = await bundle();
  const two = await bundle();
  if (one.files.some((f, i) => Buffer.compare(f.bytes, two.files[i].bytes) !== 0)) throw new Error("islands: two builds differ");
  for (const f of one.files) writeFileSync(join(out, f.name), f.bytes);
  console.log(`islands: ${one.files.map((f) => `${f.name} ${f.bytes.length}`).join(", ")}: ${one.total} bytes of ${most}`);
}
