// Words of a report on the page, as bytes of its cleaned text, and back.

import { type Choice, type Piece, type Spot, size, snap, spotOf, within } from "./bytes";

/** part is a part of the cleaned text on the page; it carries the bytes it stands for. */
const part = ".reader-text bdi[data-start]";

/** odd is a stretch that is shown otherwise than it is written. */
const odd = "[data-start][data-end].odd";

/** parts are those of the page, in the order of the text. */
export function parts(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(part)];
}

/** A Shown is pieces with the text node that shows each; what is between two parts has none. */
export interface Shown {
  pieces: Piece[];
  nodes: (Text | undefined)[];
}

/** shownIn is what parts show, from end to end. Between two that do not touch there is a piece for no byte. */
export function shownIn(all: HTMLElement[]): Shown {
  const out: Shown = { pieces: [], nodes: [] };
  let stop = -1;
  for (const bdi of all) {
    const start = Number(bdi.dataset["start"]);
    if (out.pieces.length > 0 && stop !== start) {
      out.pieces.push({ text: "\n", start, end: start });
      out.nodes.push(undefined);
    }
    stop = Number(bdi.dataset["end"]);
    for (const [node, p] of piecesOf(bdi)) {
      out.pieces.push(p);
      out.nodes.push(node);
    }
  }
  return out;
}

/** chosen is what a selection chooses of the report's own words, widened to whole words; undefined where it chooses none of them. */
export function chosen(range: Range): Choice | undefined {
  const shown = shownIn(parts().filter((b) => range.intersectsNode(b)));
  let from: Spot | undefined;
  let to: Spot | undefined;
  for (const [i, node] of shown.nodes.entries()) {
    if (!node || !range.intersectsNode(node)) continue;
    const lo = node === range.startContainer ? range.startOffset : 0;
    const hi = node === range.endContainer ? range.endOffset : node.data.length;
    if (lo >= hi) continue;
    from ??= { piece: i, at: lo };
    to = { piece: i, at: hi };
  }
  if (!from || !to || !within(shown.pieces, from, to)) return undefined;
  return within(shown.pieces, ...snap(shown.pieces, from, to));
}

/** rangeOf is where the bytes from start to end stand on the page, undefined where they do not. */
export function rangeOf(start: number, end: number): Range | undefined {
  if (!(start < end)) return undefined;
  const shown = shownIn(parts().filter((b) => Number(b.dataset["start"]) < end && Number(b.dataset["end"]) > start));
  return between(shown, spotOf(shown.pieces, start), spotOf(shown.pieces, end, true));
}

/** between is the range from one spot of what is shown to another. */
export function between(shown: Shown, from: Spot | undefined, to: Spot | undefined): Range | undefined {
  const a = from && shown.nodes[from.piece];
  const b = to && shown.nodes[to.piece];
  if (!a || !b) return undefined;
  const r = new Range();
  r.setStart(a, from.at);
  r.setEnd(b, to.at);
  return r;
}

/** piecesOf are the text nodes of a part with the pieces they show. */
function piecesOf(bdi: HTMLElement): [Text, Piece][] {
  const out: [Text, Piece][] = [];
  let at = Number(bdi.dataset["start"]);
  const walk = document.createTreeWalker(bdi, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    if (n instanceof HTMLElement && n.matches(odd)) at = Number(n.dataset["end"]); // with no text in it too
    if (!(n instanceof Text)) continue;
    const whole = n.parentElement?.closest<HTMLElement>(odd);
    if (whole) {
      out.push([n, { text: n.data, start: Number(whole.dataset["start"]), end: Number(whole.dataset["end"]) }]);
    } else {
      out.push([n, { text: n.data, start: at }]);
      at += size(n.data);
    }
  }
  return out;
}
