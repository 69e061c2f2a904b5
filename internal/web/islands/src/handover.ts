// From the reader to the forms: words that are selected in a report can be added as a finding, or become those of one that stands there.

import { type Choice } from "./bytes";
import { chosen } from "./choice";
import { make } from "./dom";

let bar: HTMLElement | undefined;

/** handover watches what is selected, on the page of a report whose reader may add findings. */
export function handover(): void {
  const add = document.querySelector<HTMLAnchorElement>("a[data-add]");
  if (!add) return;
  selectable();
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(() => offer(add), 150);
  });
}

/** selectable lets words that are links be selected with the mouse: browsers begin no selection on a link, so it is none while the button is down. */
function selectable(): void {
  const reader = document.querySelector(".reader");
  const linkAt = (e: Event): HTMLAnchorElement | null => (e.target instanceof Element ? e.target.closest<HTMLAnchorElement>("mark a[href]") : null);
  reader?.addEventListener("pointerdown", (e) => {
    const a = linkAt(e);
    const href = a?.getAttribute("href");
    if (!(e instanceof PointerEvent) || !a || !href || e.pointerType !== "mouse" || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    a.removeAttribute("href");
    const again = new AbortController();
    for (const kind of ["pointerup", "pointercancel", "blur"]) {
      window.addEventListener(kind, () => (a.setAttribute("href", href), again.abort()), { capture: true, signal: again.signal });
    }
  });
  reader?.addEventListener("click", (e) => {
    const s = getSelection();
    const a = linkAt(e);
    if (a && e instanceof MouseEvent && e.detail > 0 && s && !s.isCollapsed && s.containsNode(a, true)) e.preventDefault(); // it was a selection, no click
  });
}

function offer(add: HTMLAnchorElement): void {
  const s = getSelection();
  const r = s && s.rangeCount > 0 && !s.isCollapsed ? s.getRangeAt(0) : undefined;
  const c = r && chosen(r);
  if (!r || !c) {
    if (bar?.contains(document.activeElement)) return; // it is being used
    bar?.remove();
    return;
  }
  const words = c.words.replace(/\s+/g, " ");
  bar ??= make("div", { class: "chosen-words", role: "region", "aria-label": "Words that are selected" });
  bar.replaceChildren(make("q", { class: "said" }, make("bdi", {}, words.length > 80 ? `${[...words].slice(0, 78).join("")} …` : words)), " ", link(add.href, c, "a", "Add as a finding"));
  for (const [i, edit] of edits(r).entries()) {
    bar.append(" ", link(edit.href, c, i === 0 ? "e" : "", `Words of ${edit.dataset["id"] ?? edit.ariaLabel?.split(" ").pop() ?? ""}`));
  }
  if (!bar.isConnected) document.querySelector("main")?.append(bar);
}

/** link leads to a form with the bytes that are chosen. */
function link(href: string, c: Choice, key: string, name: string): HTMLAnchorElement {
  const to = new URL(href);
  to.searchParams.set("span", `${c.start}-${c.end}`);
  const a = make("a", { class: "button", href: to.href }, name);
  if (key) {
    a.dataset["key"] = key;
    a.dataset["first"] = "";
    a.append(" ", make("kbd", {}, key));
  }
  a.addEventListener("mousedown", (e) => e.preventDefault());
  return a;
}

/** edits are the links to the forms of up to three findings that stand on words of a range, the last that begins first. */
function edits(r: Range): HTMLAnchorElement[] {
  const ids = new Set<string>();
  for (const m of document.querySelectorAll<HTMLElement>(".reader mark[data-ids]")) {
    if (r.intersectsNode(m)) for (const id of (m.dataset["ids"] ?? "").split(" ")) ids.add(id);
  }
  const out: HTMLAnchorElement[] = [];
  for (const id of [...ids].reverse()) {
    const a = document.getElementById(id)?.querySelector<HTMLAnchorElement>('.ask a[data-key="e"]');
    if (a && out.length < 3) out.push(a);
  }
  return out;
}
