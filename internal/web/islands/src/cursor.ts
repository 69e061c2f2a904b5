// Words are chosen with keys alone: the list of sentences takes the focus, and the selection steps from word to word.

import { type Spot, wordsIn } from "./bytes";
import { type Shown, between, parts, shownIn } from "./choice";
import { say } from "./dom";

/** A Word is where a word of the text stands. */
interface Word {
  block: number;
  shown: Shown;
  from: Spot;
  to: Spot;
}

let stepping = false;

/** isStepping tells whether what is selected was chosen step by step, and may change before it is meant. */
export function isStepping(): boolean {
  return stepping;
}

/** cursor lets a list of sentences be walked through; moved is called at every step, since the browser tells of a changed selection only later, done when the words are chosen. */
export function cursor(list: HTMLElement, moved: () => void, done: () => void): void {
  let all: Word[] | undefined;
  let anchor = -1;
  let head = -1;
  list.tabIndex = 0;
  document.addEventListener("pointerdown", () => (stepping = false));
  list.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    all ??= wordsOf(list);
    if (e.key === "Enter" && stepping) {
      done();
    } else {
      const to = next(all, head, e.key);
      if (to === undefined) return;
      head = to;
      if (!e.shiftKey || anchor < 0) anchor = to;
      stepping = true;
      select(all, Math.min(anchor, head), Math.max(anchor, head));
      moved();
    }
    e.preventDefault();
  });
}

function wordsOf(list: HTMLElement): Word[] {
  const out: Word[] = [];
  for (const [block, bdi] of parts().filter((b) => list.contains(b)).entries()) {
    const shown = shownIn([bdi]);
    for (const [from, to] of wordsIn(shown.pieces)) out.push({ block, shown, from, to });
  }
  return out;
}

/** next is the word to which a key leads from another, undefined where it leads nowhere. */
function next(all: Word[], at: number, key: string): number | undefined {
  const block = all[at]?.block ?? -1;
  const stay = (n: number): number => Math.max(0, Math.min(n, all.length - 1));
  if (all.length === 0) return undefined;
  switch (key) {
    case "ArrowRight":
      return stay(at + 1);
    case "ArrowLeft":
      return stay(at - 1);
    case "ArrowDown": {
      const n = all.findIndex((w) => w.block > block);
      return n < 0 ? stay(at) : n;
    }
    case "ArrowUp": {
      const before = all.findLast((w) => w.block < block)?.block ?? block;
      return stay(all.findIndex((w) => w.block === before));
    }
    case "Home":
      return stay(all.findIndex((w) => w.block === block));
    case "End":
      return stay(all.findLastIndex((w) => w.block === block));
    default:
      return undefined;
  }
}

function select(all: Word[], first: number, last: number): void {
  const [a, b] = [all[first], all[last]];
  const [from, to] = [a && between(a.shown, a.from, a.to), b && between(b.shown, b.from, b.to)];
  if (!from || !to) return;
  getSelection()?.setBaseAndExtent(from.startContainer, from.startOffset, to.endContainer, to.endOffset);
  to.endContainer.parentElement?.closest("li")?.scrollIntoView({ block: "nearest", behavior: "instant" });
  say(String(getSelection()));
}
