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
