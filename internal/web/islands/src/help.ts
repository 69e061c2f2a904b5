// The list of keys, in a dialog of the browser's own: it holds the focus, Escape closes it, and what was focused is again.

import { make } from "./dom";
import { letters } from "./strokes";

/** A Help is what the dialog shows beside the keys that every page has. */
export interface Help {
  /** keys that elements of this page have taken, with their names */
  own: [string, string][];
  on: boolean;
  turn(on: boolean): void;
}

const everywhere: [string[], string][] = [
  [["j", "n"], "next row or finding"],
  [["k", "p"], "the one before"],
  [["o"], "open it"],
  [["/"], "search"],
  [["["], "earlier page of the list"],
  [["]"], "next page of the list"],
  [["y"], "copy the link to this place"],
  [["Esc"], "leave a field"],
  [["?"], "this list"],
];

/** name gives the pages of the menu their letters. The menu's order decides, so the letters are the same on every page. */
export function name(): void {
  const links = menu();
  const ls = letters(links.map(nameOf));
  links.forEach((a, i) => (a.dataset["go"] = ls[i] ?? ""));
}

function menu(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>(".top nav a[href]")];
}

/** nameOf is the name of a page without its count. */
function nameOf(a: HTMLAnchorElement): string {
  return (a.firstChild?.textContent ?? "").trim();
}

/** help opens the dialog. */
export function help(h: Help): void {
  const own = h.own.filter(([key]) => !everywhere.some(([ks]) => ks.includes(key)));
  const close = make("button", { type: "button" }, "Close");
  const box = make("input", { type: "checkbox" });
  box.checked = h.on;
  const d = make("dialog", { class: "keys", "aria-labelledby": "h-keys" },
    make("h2", { id: "h-keys" }, "Keys"),
    make("div", { class: "keys-lists" },
      section("On every page", everywhere),
      ...(own.length > 0 ? [section("On this page", own.map(([key, what]) => [[key], what]))] : []),
      section("Pages: g, then", menu().filter((a) => a.dataset["go"]).map((a) => [[a.dataset["go"] ?? ""], nameOf(a)]))),
    make("p", {}, make("label", {}, box, " Single keys work on these pages")),
    make("p", {}, close));
  box.addEventListener("change", () => h.turn(box.checked));
  close.addEventListener("click", () => d.close());
  d.addEventListener("click", (e) => e.target === d && d.close());
  d.addEventListener("close", () => d.remove());
  document.body.append(d);
  d.showModal();
  close.focus();
}

function section(title: string, rows: [string[], string][]): HTMLElement {
  const list = make("dl");
  for (const [ks, what] of rows) {
    const dt = make("dt");
    ks.forEach((k, i) => dt.append(i > 0 ? " or " : "", make("kbd", {}, k)));
    list.append(make("div", {}, dt, make("dd", {}, what)));
  }
  return make("section", {}, make("h3", {}, title), list);
}
