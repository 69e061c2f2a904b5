import assert from "node:assert/strict";
import { test } from "node:test";
import { hereOf } from "../src/clock";
import { fits, isSameList, queryOf } from "../src/lists";

test("a time of day is shown as the reader's clock has it", () => {
  assert.deepEqual(hereOf("2031-06-16T14:05+02:00", "UTC"), { source: "UTC+2", here: "12:05" });
  assert.deepEqual(hereOf("2031-06-16T23:30:00-0330", "Europe/Paris"), { source: "UTC−3:30", here: "2031-06-17 05:00" });
  assert.deepEqual(hereOf("2031-01-16T14:05Z", "Europe/Paris"), { source: "UTC", here: "15:05" });
  assert.deepEqual(hereOf("2031-06-16T14:05+02:00", "Europe/Paris"), { source: "UTC+2", here: "" });
  for (const s of ["2031-06-16", "2031-06-16T14:05", "14:05", "2031-06-16T25:99Z", "yesterday"]) assert.equal(hereOf(s, "UTC"), undefined, s);
});

test("a list is the same where only what is chosen differs", () => {
  const u = (s: string) => new URL(s, "http://localhost/");
  assert.ok(isSameList(u("/statements?act=deny"), u("/statements")));
  assert.ok(!isSameList(u("/statements.csv?act=deny"), u("/statements")));
  assert.ok(!isSameList(u("/statements?act=deny"), u("http://other/statements")));
  assert.ok(!isSameList(u("/statements?act=deny"), u("/statements?act=deny")));
});

test("a query has what was filled in, and starts at the first page", () => {
  assert.equal(queryOf([["q", "ferry & truce"], ["from", ""], ["page", "3"], ["act", "deny"], ["act", "say"]]), "?q=ferry+%26+truce&act=deny&act=say");
  assert.equal(queryOf([["q", ""]]), "");
});

test("a value fits all words, in any order", () => {
  assert.ok(fits("Ministry of Ports, Harland", "harl PORTS"));
  assert.ok(fits("anything", ""));
  assert.ok(!fits("Ministry of Ports", "ports vessia"));
});
