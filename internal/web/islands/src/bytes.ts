// From places in the text as the page shows it, in UTF-16, to bytes of the cleaned text. Nothing here knows of a page.

/**
 * A Piece is a stretch of shown text. Where it has an end, it stands for the bytes from start to end as a whole, because it is shown
 * otherwise than it is written (a control character as ⟨U+202E⟩); else it is written as it is shown, from start on.
 */
export interface Piece {
  text: string;
  start: number;
  end?: number;
}

/** A Choice is what somebody chose: half-open byte range of the cleaned text, and the words as shown. */
export interface Choice {
  start: number;
  end: number;
  words: string;
}

/** size is the number of bytes of s in UTF-8; half of a pair counts as the three bytes of U+FFFD. */
export function size(s: string): number {
  let n = 0;
  for (const c of s) {
    const code = c.codePointAt(0) ?? 0;
    n += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return n;
}

/** byteAt is the byte of a place in a piece, in UTF-16. Inside a character or a whole piece it moves to the edge: back, or ahead with after. */
export function byteAt(p: Piece, at: number, after = false): number {
  if (p.end !== undefined) return at <= 0 || (!after && at < p.text.length) ? p.start : p.end;
  const low = p.text.charCodeAt(at);
  const high = at > 0 ? p.text.charCodeAt(at - 1) : 0;
  const inside = high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
  return p.start + size(p.text.slice(0, inside ? (after ? at + 1 : at - 1) : at));
}

/** choose is the choice from a place in the first piece to a place in the last, without white space around it; undefined where it is empty. */
export function choose(pieces: Piece[], from: number, to: number): Choice | undefined {
  let first = 0;
  let last = pieces.length - 1;
  const isBlank = (p: Piece | undefined, i: number): boolean => p?.end === undefined && /\s/.test(p?.text[i] ?? "x");
  for (;;) {
    const p = pieces[first];
    if (!p || first > last) return undefined;
    const stop = first === last ? to : p.text.length;
    while (from < stop && isBlank(p, from)) from++;
    if (from < stop) break;
    first++;
    from = 0;
  }
  for (;;) {
    const p = pieces[last];
    if (!p) return undefined;
    const stop = first === last ? from : 0;
    while (to > stop && isBlank(p, to - 1)) to--;
    if (to > stop) break;
    last--;
    to = pieces[last]?.text.length ?? 0;
  }
  const a = pieces[first];
  const b = pieces[last];
  if (!a || !b) return undefined;
  const words = pieces.slice(first, last + 1).map((p, i, all) => {
    const end = i === all.length - 1 ? to : p.text.length;
    return p.text.slice(i === 0 ? from : 0, end);
  });
  return { start: byteAt(a, from), end: byteAt(b, to, true), words: words.join("") };
}

/** A Spot is a place in a list of pieces: which of them, and where in its text, in UTF-16. */
export interface Spot {
  piece: number;
  at: number;
}

/** isGap tells a piece that stands for no byte: what is between two parts of a text. */
function isGap(p: Piece): boolean {
  return p.end === p.start;
}

/** A Flat is the text of pieces in a row, each that is shown otherwise than it is written as one character that is no letter. */
class Flat {
  readonly text: string;
  private readonly base: number[] = [];

  constructor(private readonly pieces: Piece[]) {
    let s = "";
    for (const p of pieces) {
      this.base.push(s.length);
      s += p.end === undefined ? p.text : isGap(p) ? "\n" : "\ufffc";
    }
    this.base.push(s.length);
    this.text = s;
  }

  /** of is the place of a spot; one inside a piece that stands for its bytes as a whole moves back, or ahead with after. */
  of(s: Spot, after: boolean): number {
    const p = this.pieces[s.piece];
    const base = this.base[s.piece] ?? this.text.length;
    if (!p) return this.text.length;
    if (p.end === undefined) return base + Math.min(s.at, p.text.length);
    return s.at <= 0 || (!after && s.at < p.text.length) ? base : base + 1;
  }

  /** spot is the spot of a place: at the start of what follows it, or with after at the end of what stands before it. */
  spot(at: number, after: boolean): Spot {
    let i = 0;
    for (; i < this.pieces.length - 1; i++) {
      const stop = this.base[i + 1] ?? 0;
      if (after ? at <= stop : at < stop) break;
    }
    const p = this.pieces[i];
    const into = at - (this.base[i] ?? 0);
    return { piece: i, at: p?.end === undefined ? into : into > 0 ? p.text.length : 0 };
  }
}

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** snap widens what lies between two spots to whole words, as Unicode cuts them (UAX 29): letters with their marks, numbers with their commas, whole emoji. */
export function snap(pieces: Piece[], from: Spot, to: Spot): [Spot, Spot] {
  const flat = new Flat(pieces);
  const cut = words.segment(flat.text);
  const a = cut.containing(flat.of(from, false));
  const b = cut.containing(flat.of(to, true) - 1);
  return [a ? flat.spot(a.index, false) : from, b ? flat.spot(b.index + b.segment.length, true) : to];
}

/** wordsIn are the words of pieces, each from spot to spot; white space and marks of punctuation are none. */
export function wordsIn(pieces: Piece[]): [Spot, Spot][] {
  const flat = new Flat(pieces);
  const out: [Spot, Spot][] = [];
  for (const w of words.segment(flat.text)) {
    if (/^[\s\p{P}\ufffc]*$/u.test(w.segment)) continue;
    out.push([flat.spot(w.index, false), flat.spot(w.index + w.segment.length, true)]);
  }
  return out;
}

/** spotOf is the spot of a byte in pieces in ascending order, undefined where none of them has it; with after that of the byte's end. */
export function spotOf(pieces: Piece[], byte: number, after = false): Spot | undefined {
  for (const [i, p] of pieces.entries()) {
    if (isGap(p)) continue;
    const end = p.end ?? p.start + size(p.text);
    if (after ? byte <= p.start || byte > end : byte < p.start || byte >= end) continue;
    if (p.end !== undefined) return { piece: i, at: after ? p.text.length : 0 };
    let at = 0;
    let n = p.start;
    for (const c of p.text) {
      const next = n + size(c);
      if (after ? n >= byte : next > byte) break;
      at += c.length;
      n = next;
    }
    return { piece: i, at };
  }
  return undefined;
}

/** within is the choice between two spots, as choose has it. */
export function within(pieces: Piece[], from: Spot, to: Spot): Choice | undefined {
  return choose(pieces.slice(from.piece, to.piece + 1), from.at, to.at);
}
