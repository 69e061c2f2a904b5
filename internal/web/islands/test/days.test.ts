import assert from "node:assert/strict";
import { test } from "node:test";
import { Columns, dayOf, isoOf, levelFrom, spanned } from "../src/days";

const day = (s: string) => dayOf(s) ?? NaN;

test("days are read and written", () => {
  assert.equal(day("1970-01-02"), 1);
  for (const s of ["2031-06-16", "1900-02-28", "2400-02-29"]) assert.equal(isoOf(day(s)), s);
  for (const s of [undefined, "", "2031-6-1", "2031-13-01", "x2031-06-16"]) assert.equal(dayOf(s), undefined);
});

test("every day stands in its column", () => {
  for (const size of [1, 3, 12]) {
    const range = { from: day("2031-05-04"), to: day("2031-06-16") };
    const count = Math.ceil((range.to - range.from + 1) / size);
    const c = new Columns(range, count, size);
    assert.equal(c.start(range.from), 0);
    assert.equal(c.end(range.to), 1);
    for (let d = range.from; d <= range.to; d++) {
      const middle = (c.start(d) + c.end(d)) / 2;
      const col = c.column(Math.min(middle, c.start(d) + 0.4 / count / size));
      assert.ok(col.from <= d && d <= col.to, `${isoOf(d)} in ${isoOf(col.from)} to ${isoOf(col.to)}`);
      assert.equal(c.day(c.start(d) + 0.4 / count / size), d);
      assert.ok(c.start(d) < c.end(d));
    }
    assert.equal(c.column(-5).from, range.from);
    assert.equal(c.column(5).to, range.to);
    assert.equal(c.day(7), range.to);
  }
});

test("a drag to the left spans as much as one to the right", () => {
  const [a, b] = [{ from: 3, to: 5 }, { from: 9, to: 11 }];
  assert.deepEqual(spanned(a, b), { from: 3, to: 11 });
  assert.deepEqual(spanned(b, a), { from: 3, to: 11 });
});

test("zooms go one by one, and from any days to the nearest", () => {
  const way = (closer: boolean) => {
    const out: string[] = [];
    for (let z: string | undefined = closer ? "whole" : "day"; z; z = levelFrom(0, z, closer)) out.push(z);
    return out.join(" ");
  };
  assert.equal(way(true), "whole year month week day");
  assert.equal(way(false), "day week month year whole");
  assert.equal(levelFrom(61, "", true), "month");
  assert.equal(levelFrom(61, "", false), "year");
  assert.equal(levelFrom(1, "", true), undefined);
});
