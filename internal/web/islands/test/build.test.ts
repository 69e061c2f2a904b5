import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

// The policy of the pages would stop these in the browser; here one hears of it before.
test("no island turns text into markup or code", () => {
  for (const f of readdirSync("src")) {
    const s = readFileSync(`src/${f}`, "utf8");
    for (const word of ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser", "createContextualFragment"])
      assert.ok(!s.includes(word), `${f}: ${word}`);
  }
});

test("every package that is asked for is pinned", () => {
  const p = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, string>>;
  for (const v of Object.values({ ...p["dependencies"], ...p["devDependencies"] })) assert.match(v, /^\d+\.\d+\.\d+$/);
});
