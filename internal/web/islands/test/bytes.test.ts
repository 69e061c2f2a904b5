import assert from "node:assert/strict";
import { test } from "node:test";
import { type Piece, byteAt, choose, size, snap, spotOf, within, wordsIn } from "../src/bytes";

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

/** cutAt are pieces of written text cut at places of UTF-16, from byte 100 on. */
function cutAt(written: string, cut: number[]): Piece[] {
  let at = 100;
  return [...cut, written.length].map((stop, i) => {
    const text = written.slice(cut[i - 1] ?? 0, stop);
    const p = { text, start: at };
    at += utf8(text);
    return p;
  });
}

test("a choice is widened to whole words, whatever pieces it lies in", () => {
  const family = "👩‍👩‍👧";
  const written = `“Größe” cost 1,200.50 €, Ame\u0301lie’s ${family} said. 港は閉鎖`;
  const pieces = cutAt(written, [3, 6, 15, 30]);
  const spot = (at: number): { piece: number; at: number } => {
    let i = 0;
    while (i < pieces.length - 1 && at > (pieces[i]?.text.length ?? 0)) at -= pieces[i++]?.text.length ?? 0;
    return { piece: i, at };
  };
  const snapped = (part: string): string | undefined => {
    const at = written.indexOf(part);
    const c = within(pieces, ...snap(pieces, spot(at), spot(at + part.length)));
    if (!c) return undefined;
    assert.equal(new TextDecoder().decode(new TextEncoder().encode(written).slice(c.start - 100, c.end - 100)), c.words);
    return c.words;
  };
  for (const [part, want] of [["röß", "Größe"], ["öße” co", "Größe” cost"], ["00", "1,200.50"], ["200.5", "1,200.50"], ["me", "Ame\u0301lie’s"], ["\u0301", "Ame\u0301lie’s"], ["👧", family],
    ["\u200d👩", family], [" said", "said"], [" ", undefined], ["€,", "€,"], ["”", "”"]] as const) assert.equal(snapped(part), want, part);
});

test("signs for what is not shown are the border of a word", () => {
  const pieces = [{ text: "har", start: 0 }, { text: "⟨U+202E⟩", start: 3, end: 6 }, { text: "bour wall", start: 6 }];
  const at = (piece: number, at: number) => ({ piece, at });
  assert.deepEqual(within(pieces, ...snap(pieces, at(2, 1), at(2, 2))), { start: 6, end: 10, words: "bour" });
  assert.deepEqual(within(pieces, ...snap(pieces, at(1, 2), at(1, 4))), { start: 3, end: 6, words: "⟨U+202E⟩" });
  assert.deepEqual(within(pieces, ...snap(pieces, at(0, 1), at(2, 6))), { start: 0, end: 15, words: "har⟨U+202E⟩bour wall" });
});

test("the words of a text, without its marks", () => {
  const pieces = [{ text: "“No,” 5 € 🚢 — y", start: 0 }, { text: "\n", start: 30, end: 30 }, { text: "es.", start: 30 }];
  assert.deepEqual(wordsIn(pieces).map(([a, b]) => within(pieces, a, b)?.words), ["No", "5", "€", "🚢", "y", "es"]);
});

test("bytes find their spot again", () => {
  const written = "Die Größe — 5 € 🚢,\nsagte er.";
  const pieces = [...cutAt(written, [3, 9, 18]), { text: "⟨U+0007⟩", start: 200, end: 201 }];
  for (let from = 100; from < 100 + utf8(written); from++) {
    const s = spotOf(pieces, from);
    assert.ok(s && byteAt(pieces[s.piece] ?? { text: "", start: 0 }, s.at) <= from);
    const e = spotOf(pieces, from + 1, true);
    assert.ok(e && byteAt(pieces[e.piece] ?? { text: "", start: 0 }, e.at, true) >= from + 1);
  }
  assert.deepEqual([spotOf(pieces, 200), spotOf(pieces, 201, true), spotOf(pieces, 300), spotOf(pieces, 99)], [{ piece: 4, at: 0 }, { piece: 4, at: 8 }, undefined, undefined]);
});
