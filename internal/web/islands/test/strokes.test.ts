import assert from "node:assert/strict";
import { test } from "node:test";
import { Strokes, letters, patience } from "../src/strokes";

const stroke = (key: string, more: object = {}) => ({ key, modified: false, typing: false, at: 0, ...more });

test("keys are the acts they stand for", () => {
  const s = new Strokes();
  for (const [key, kind] of [["j", "next"], ["n", "next"], ["k", "previous"], ["p", "previous"], ["o", "open"], ["/", "search"], ["[", "earlier"], ["]", "later"], ["?", "help"], ["Escape", "leave"]])
    assert.equal(s.read(stroke(key ?? ""))?.kind, kind);
  assert.deepEqual(s.read(stroke("a")), { kind: "own", key: "a" });
});

test("fields and modifiers keep their keys", () => {
  const s = new Strokes();
  assert.equal(s.read(stroke("j", { typing: true })), undefined);
  assert.equal(s.read(stroke("j", { modified: true })), undefined);
  assert.equal(s.read(stroke("Escape", { typing: true }))?.kind, "leave");
  for (const key of ["Enter", "Tab", " ", "ArrowDown", "F5", "constructor"]) assert.equal(s.read(stroke(key)), undefined, key);
});

test("g waits for a letter, once and not for ever", () => {
  const s = new Strokes();
  assert.equal(s.read(stroke("g"))?.kind, "wait");
  assert.deepEqual(s.read(stroke("s", { at: patience })), { kind: "go", letter: "s" });
  assert.deepEqual(s.read(stroke("s", { at: patience })), { kind: "own", key: "s" });
  s.read(stroke("g"));
  assert.equal(s.read(stroke("j", { at: patience + 1 }))?.kind, "next");
  s.read(stroke("g"));
  s.read(stroke("x", { typing: true }));
  assert.equal(s.read(stroke("s"))?.kind, "own", "a letter typed in between ends the wait");
});

test("each page has a letter of its own", () => {
  assert.deepEqual(letters(["Summary", "Timeline", "Statements", "Positions", "Sight"]), ["h", "t", "s", "p", "i"]);
  const many = letters(Array.from({ length: 40 }, () => "Same name"));
  assert.equal(new Set(many.filter(Boolean)).size, 25);
  assert.ok(!many.includes("g"), "g itself is no page");
});
