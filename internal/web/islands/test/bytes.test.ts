import assert from "node:assert/strict";
import { test } from "node:test";
import { type Piece, byteAt, choose, size } from "../src/bytes";

const utf8 = (s: string) => new TextEncoder().encode(s).length;

test("size is that of UTF-8", () => {
  for (const s of ["", "plain", "Größe", "5 €", "🚢 ahoy", "e\u0301", "\ud800", "x\udc00y"]) assert.equal(size(s), utf8(s), JSON.stringify(s));
});

test("a place inside a character moves to its edge", () => {
  const p = { text: "a🚢b", start: 10 };
  assert.deepEqual([0, 1, 2, 3, 4].map((i) => byteAt(p, i)), [10, 11, 11, 15, 16]);
  assert.equal(byteAt(p, 2, true), 15);
});

test("a piece that is shown otherwise is one whole", () => {
  const p = { text: "⟨U+202E⟩", start: 10, end: 13 };
  assert.deepEqual([byteAt(p, 0), byteAt(p, 3), byteAt(p, 3, true), byteAt(p, 8)], [10, 10, 13, 13]);
});

test("every choice of a text is the bytes of its words", () => {
  const written = "Die Größe — 5 € 🚢,\nsagte er.";
  const cut = [3, 4, 9, 18];
  const pieces: Piece[] = [];
  let at = 100;
  for (let i = 0; i <= cut.length; i++) {
    const text = written.slice(cut[i - 1] ?? 0, cut[i]);
    pieces.push({ text, start: at });
    at += utf8(text);
  }
  for (let from = 0; from <= written.length; from++) {
    for (let to = from; to <= written.length; to++) {
      // first and last piece that hold a part of it
      let [lo, first] = [0, 0];
      while (first < pieces.length - 1 && from >= lo + (pieces[first]?.text.length ?? 0)) lo += pieces[first++]?.text.length ?? 0;
      let [hi, last] = [0, 0];
      while (last < pieces.length - 1 && to > hi + (pieces[last]?.text.length ?? 0)) hi += pieces[last++]?.text.length ?? 0;
      const c = choose(pieces.slice(first, last + 1), from - lo, to - hi);
      const bytes = new TextEncoder().encode(written);
      const words = written.slice(from, to).trim();
      if (words === "") assert.equal(c, undefined);
      else if (c && !/[\ud800-\udfff]/.test(words)) assert.equal(new TextDecoder().decode(bytes.slice(c.start - 100, c.end - 100)), words);
      else assert.ok(c);
      if (c) assert.equal(c.words, words);
    }
  }
});

test("white space that is shown as a sign is no white space", () => {
  assert.deepEqual(choose([{ text: "⟨U+000D⟩", start: 0, end: 1 }, { text: " x ", start: 1 }], 0, 3), { start: 0, end: 3, words: "⟨U+000D⟩ x" });
  assert.equal(choose([{ text: " ", start: 0 }, { text: "\n", start: 1 }], 0, 1), undefined);
  assert.equal(choose([], 0, 0), undefined);
});
