// The reader: a card and its words light each other. Findings overlap, and so do their words: the browser's highlights paint
// each finding from end to end, where marks in the page can only say which findings hold at a place.

import { changed } from "./dom";
import { handover } from "./handover";
import { marking } from "./marking";

/** named are the highlights: lit is the finding at hand, near are others that hold at the same place. */
const named = ["lit", "near"] as const;

let ranges = new Map<string, Range[]>();
let marks = new Map<string, Element[]>();

function index(): void {
  ranges = new Map();
  marks = new Map();
  for (const m of document.querySelectorAll<HTMLElement>(".reader mark[data-ids]")) {
    for (const id of idsOf(m)) {
      const r = new Range();
      r.selectNodeContents(m);
      ranges.set(id, [...(ranges.get(id) ?? []), r]);
      marks.set(id, [...(marks.get(id) ?? []), m]);
    }
  }
}

/** idsOf are the findings that hold at a mark, the widest first. */
function idsOf(m: HTMLElement): string[] {
  return (m.dataset["ids"] ?? "").split(" ").filter(Boolean);
}

/** light paints findings and their cards, the last of them before the others; none where there are none. */
function light(ids: string[]): void {
  for (const e of document.querySelectorAll(".reader .lit, .reader .near")) e.classList.remove("lit", "near");
  const paints = typeof Highlight === "function" && "highlights" in CSS;
  if (paints) for (const n of named) CSS.highlights.delete(n);
  if (ids.length === 0) return;
  const at = ids.length - 1;
  for (const [name, group] of [["lit", ids.slice(at)], ["near", ids.slice(0, at)]] as const) {
    for (const id of group) document.getElementById(id)?.classList.add(name);
    if (paints) {
      const h = new Highlight(...group.flatMap((id) => ranges.get(id) ?? []));
      h.priority = name === "lit" ? 2 : 1;
      CSS.highlights.set(name, h);
    } else {
      for (const id of group) for (const m of marks.get(id) ?? []) m.classList.add(name);
    }
  }
}

/** findingsAt are the findings that an element of the reader stands for. */
function findingsAt(e: EventTarget | null): string[] {
  if (!(e instanceof Element)) return [];
  const card = e.closest(".reader .card[id]");
  if (card) return [card.id];
  const m = e.closest<HTMLElement>(".reader mark[data-ids]");
  return m ? idsOf(m) : [];
}

index();
document.addEventListener(changed, index);
document.addEventListener("pointerover", (e) => {
  const ids = findingsAt(e.target);
  light(ids.length > 0 ? ids : findingsAt(document.activeElement));
});
document.addEventListener("focusin", (e) => light(findingsAt(e.target)));
document.addEventListener("focusout", () => light([]));
marking();
handover();
