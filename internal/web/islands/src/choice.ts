// Words that are chosen in the reader go into the form that asks for them.

import { type Choice, type Piece, choose, size } from "./bytes";
import { say } from "./dom";

/** part is a part of the cleaned text on the page; it carries the bytes it stands for. */
const part = ".reader bdi[data-start]";

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

let wanted: HTMLFormElement | undefined;

/** choices starts to watch what is selected, where the page has a form that asks for it. */
export function choices(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = (e: Event): void => {
    const f = e.target instanceof Element ? (e.target.closest("form") ?? e.target.querySelector("form")) : null;
    if (f && asks(f)) wanted = f;
  };
  document.addEventListener("focusin", note);
  document.addEventListener("toggle", note, true);
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(take, 150);
  });
}

function asks(f: HTMLFormElement): boolean {
  return field(f, "span-start") !== undefined && field(f, "span-end") !== undefined;
}

function field(f: HTMLFormElement, name: string): HTMLInputElement | HTMLTextAreaElement | undefined {
  const e = f.elements.namedItem(name);
  return e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement ? e : undefined;
}

/** formNow is the form that was used last, else the first that stands open, else the first of the page. */
function formNow(): HTMLFormElement | undefined {
  if (wanted?.isConnected && wanted.checkVisibility()) return wanted;
  const all = [...document.forms].filter(asks);
  return all.find((f) => f.checkVisibility()) ?? all.find((f) => !f.closest(".card")) ?? all[0];
}

function take(): void {
  const s = getSelection();
  if (!s || s.rangeCount === 0 || s.isCollapsed) return;
  const c = chosen(s.getRangeAt(0));
  const f = c && formNow();
  if (!f) return;
  for (const [name, value] of [["span-start", String(c.start)], ["span-end", String(c.end)], ["words", c.words]] as const) {
    const e = field(f, name);
    if (!e || e.value === value) continue;
    e.value = value;
    for (const kind of ["input", "change"]) e.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  say(`Chosen: ${c.words}`);
}
