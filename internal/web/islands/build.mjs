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

/** bundle makes the islands in memory: name and bytes of each, and the licences of what they hold. */
export async function bundle() {
  const r = await build({
    ...options, entryPoints: ["page", "reader", "timeline"].map((n) => `src/${n}.ts`), outdir: "out", minify: true, write: false, metafile: true,
    banner: { js: "/* licences: /assets/licences.txt */" },
  });
  const files = r.outputFiles.map((f) => ({ name: f.path.split(/[\\/]/).pop(), bytes: f.contents }));
  const packages = new Set(Object.keys(r.metafile.inputs).map((p) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(p)?.[1]).filter(Boolean));
  const licences = [...packages].sort().map((p) => {
    const root = join(here, "node_modules", p);
    const name = readdirSync(root).find((f) => /^licen[cs]e/i.test(f));
    if (!name) throw new Error(`islands: ${p} has no licence`);
    return `${p} ${JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version}\n\n${readFileSync(join(root, name), "utf8").trim()}\n`;
  });
  const total = files.reduce((n, f) => n + f.bytes.length, 0);
  if (total > most) throw new Error(`islands: ${total} bytes, at most ${most} are allowed`);
  return { files, total, licences: `Parts of the scripts are by others.\n\n${licences.join("\n----\n\n")}` };
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
  writeFileSync(join(out, "licences.txt"), one.licences);
  console.log(`islands: ${one.files.map((f) => `${f.name} ${f.bytes.length}`).join(", ")}: ${one.total} bytes of ${most}`);
}
