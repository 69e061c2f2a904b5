// Words that are chosen in the reader go into the form that asks for them.

import { type Choice, type Piece, choose, size } from "./bytes";
import { say } from "./dom";

/** part is a part of the cleaned text on the page; it carries the bytes it stands for. */
const part = ".reader-text bdi[data-start]";

/** odd is a stretch that is shown otherwise than it is written. */
const odd = "[data-start][data-end].odd";

/** chosen is what a selection chooses of the report's own words, undefined where it chooses none of them. */
export function chosen(range: Range): Choice | undefined {
  const pieces: Piece[] = [];
  let from = 0;
  let to = 0;
  let block: Element | undefined;
  for (const bdi of document.querySelectorAll<HTMLElement>(part)) {
    if (!range.intersectsNode(bdi)) continue;
    for (const [node, p] of piecesOf(bdi)) {
      if (!range.intersectsNode(node)) continue;
      const lo = node === range.startContainer ? range.startOffset : 0;
      const hi = node === range.endContainer ? range.endOffset : p.text.length;
      if (lo >= hi) continue;
      if (pieces.length === 0) from = lo;
      else if (block !== bdi) pieces.push({ text: "\n", start: p.start, end: p.start }); // the words as shown, with the paragraphs apart
      block = bdi;
      pieces.push(p);
      to = hi;
    }
  }
  return pieces.length > 0 ? choose(pieces, from, to) : undefined;
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

/** A Stretch is where a form asks for words: the words, and the bytes at which they begin and end. A form may ask for several. */
interface Stretch {
  box: Element;
  words: HTMLInputElement | HTMLTextAreaElement;
  start: HTMLInputElement;
  end: HTMLInputElement;
}

/** wanted is where words go: the stretch that was used last. */
let wanted: Element | undefined;

/** choices starts to watch what is selected, where the page has a form that asks for it. */
export function choices(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = (e: Event): void => {
    const used = e.target instanceof Element ? stretches().find((s) => s.box.contains(e.target as Element)) : undefined;
    if (used) wanted = used.box;
  };
  document.addEventListener("focusin", note);
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(take, 150);
  });
}

function stretches(): Stretch[] {
  const out: Stretch[] = [];
  for (const words of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('form :is(input, textarea)[name="words"]')) {
    const box = words.closest("fieldset, form");
    const start = box?.querySelector<HTMLInputElement>('input[name="span-start"]');
    const end = box?.querySelector<HTMLInputElement>('input[name="span-end"]');
    if (box && start && end) out.push({ box, words, start, end });
  }
  return out;
}

/** stretchNow is the stretch that was used last, else the first one in sight without words, else the first in sight. */
function stretchNow(): Stretch | undefined {
  const all = stretches().filter((s) => s.words.checkVisibility());
  return all.find((s) => s.box === wanted) ?? all.find((s) => s.words.value === "") ?? all[0];
}

function take(): void {
  const s = getSelection();
  if (!s || s.rangeCount === 0 || s.isCollapsed) return;
  const c = chosen(s.getRangeAt(0));
  const to = c && stretchNow();
  if (!to) return;
  wanted = to.box; // a selection that still grows stays there
  for (const [e, value] of [[to.start, String(c.start)], [to.end, String(c.end)], [to.words, c.words]] as const) {
    if (e.value === value) continue;
    e.value = value;
    for (const kind of ["input", "change"]) e.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  say(`Chosen: ${c.words}`);
}
