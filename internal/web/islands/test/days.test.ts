import assert from "node:assert/strict";
import { test } from "node:test";
import { Axis, aside, closer, dayOf, isoOf, marks } from "../src/days";

const day = (s: string) => dayOf(s) ?? NaN;
const whole = { from: day("2031-01-01"), to: day("2031-12-31") };

test("days are read and written", () => {
  assert.equal(day("1970-01-02"), 1);
  for (const s of ["2031-06-16", "1900-02-28", "2400-02-29"]) assert.equal(isoOf(day(s)), s);
  for (const s of [undefined, "", "2031-6-1", "2031-13-01", "x2031-06-16"]) assert.equal(dayOf(s), undefined);
});

test("an axis goes there and back", () => {
  const a = new Axis(whole, 206, 1176);
  assert.equal(a.x(whole.from), 206);
  assert.equal(a.x(whole.to), 1176);
  for (let d = whole.from; d <= whole.to; d++) assert.equal(a.day(a.x(d)), d);
  assert.equal(a.day(-1e6), whole.from);
  assert.equal(a.day(1e6), whole.to);
});

test("a view comes closer, keeps the day under the pointer, and never leaves the whole", () => {
  const v = closer(whole, whole, 4, day("2031-07-01"));
  const [before, after] = [new Axis(whole, 0, 100), new Axis(v, 0, 100)];
  assert.ok(Math.abs(before.x(day("2031-07-01")) - after.x(day("2031-07-01"))) < 1e-9);
  assert.ok(v.from >= whole.from && v.to <= whole.to);
  assert.deepEqual(closer(whole, v, 1e-9, v.from), whole);
  assert.equal(closer(whole, v, 1e9, v.to).to - closer(whole, v, 1e9, v.to).from, 4);
  assert.equal(aside(whole, v, 99).to, whole.to);
  assert.equal(aside(whole, v, -99).from, whole.from);
  const short = { from: 10, to: 12 };
  assert.deepEqual(closer(short, short, 2, 11), short);
});

test("marks are whole days within the view, each once, named as short as they can be", () => {
  for (const [from, to, want] of [["2031-06-01", "2031-06-09", /^2031-06-\d\d$/], ["2031-01-10", "2031-11-20", /^2031-\d\d$/], ["2000-03-01", "2040-03-01", /^20\d\d$/], ["2031-06-01", "2031-06-02", /^2031-06-0\d$/]] as const) {
    const ms = marks({ from: day(from), to: day(to) }, 8);
    assert.ok(ms.length > 0 && ms.length <= 16, `${from} to ${to}: ${ms.length}`);
    assert.equal(new Set(ms.map((m) => m.day)).size, ms.length);
    for (const m of ms) {
      assert.match(m.name, want);
      assert.ok(m.day >= day(from) && m.day <= day(to));
    }
  }
});
