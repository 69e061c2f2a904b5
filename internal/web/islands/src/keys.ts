// Keys: everything on a page without a pointer. Focus itself is the place at hand, so that a screen reader follows and Enter
// does what it always does.

import { isTyping, say, tool } from "./dom";
import { help } from "./help";
import { type Act, Strokes } from "./strokes";

/** rows are what next and previous step through. */
const rows = "[data-row], tbody > tr, section.card, article.conflict, .list > li";

/** stored is where the reader's wish to have no keys is kept. */
const stored = "parley-keys";

let last: Element | undefined;

/** keys starts to listen. */
export function keys(): void {
  const strokes = new Strokes();
  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || document.querySelector("dialog[open]")) return;
    const act = strokes.read({
      key: e.key, modified: e.ctrlKey || e.metaKey || e.altKey || e.isComposing, typing: isTyping(e.target), at: e.timeStamp,
    });
    if (act && (act.kind === "leave" || keysOn()) && perform(act, e.key)) e.preventDefault();
  });
  document.addEventListener("focusin", (e) => {
    if (e.target instanceof Element) last = rowOf(e.target) ?? last;
  });
  tool("Keys", openHelp).setAttribute("aria-haspopup", "dialog");
  mark();
}

function keysOn(): boolean {
  try {
    return localStorage.getItem(stored) !== "off";
  } catch {
    return true; // no storage: keys are on, and cannot be turned off for longer than this page
  }
}

function turn(on: boolean): void {
  try {
    if (on) localStorage.removeItem(stored);
    else localStorage.setItem(stored, "off");
  } catch {
    say("This browser keeps no settings.");
  }
  mark();
}

/** mark has the buttons of the queue show their keys while keys work. */
function mark(): void {
  document.documentElement.classList.toggle("keyed", keysOn());
}

function openHelp(): void {
  help({ own: owned(), on: keysOn(), turn });
}

/** perform does what an act asks for, and tells whether there was anything to do. */
function perform(act: Act, key: string): boolean {
  const e = ours.includes(act.kind) ? undefined : ownerOf(key);
  if (e) {
    use(e);
    return true;
  }
  switch (act.kind) {
    case "next":
      return step(1);
    case "previous":
      return step(-1);
    case "open":
      return click(last?.isConnected ? primary(last) : null);
    case "search":
      return focus(document.querySelector<HTMLElement>('main input[type="search"], input[type="search"]'));
    case "earlier":
      return click(document.querySelector<HTMLElement>('main .pager a[rel="prev"]'));
    case "later":
      return click(document.querySelector<HTMLElement>('main .pager a[rel="next"]'));
    case "go":
      return click(document.querySelector<HTMLElement>(`.top nav a[data-go="${CSS.escape(act.letter)}"]`));
    case "help":
      openHelp();
      return true;
    case "leave":
      if (!isTyping(document.activeElement)) return false;
      (document.activeElement as HTMLElement).blur();
      return true;
    default:
      return act.kind === "wait";
  }
}

/** ours are the acts whose keys no element of a page can take for itself. */
const ours: Act["kind"][] = ["go", "wait", "help", "search", "leave"];

/** ownerOf is the element with that data-key: one that comes first while it is there, else in the row at hand, else the only one outside all rows. */
function ownerOf(key: string): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)].filter((e) => e.checkVisibility());
  return all.find((e) => "first" in e.dataset) ?? all.find((e) => last?.contains(e)) ?? all.find((e) => !rowOf(e));
}

/** owned are the keys that elements of this page have taken, with their names. */
function owned(): [string, string][] {
  const out = new Map<string, string>();
  for (const e of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const key = e.dataset["key"] ?? "";
    if (key && !out.has(key)) out.set(key, (e.ariaLabel ?? e.title) || labelOf(e) || key);
  }
  return [...out].sort(([a], [b]) => (a < b ? -1 : 1));
}

function labelOf(e: HTMLElement): string {
  const labels = e instanceof HTMLInputElement || e instanceof HTMLSelectElement || e instanceof HTMLTextAreaElement ? e.labels : null;
  return (labels?.[0]?.textContent ?? e.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** use does with an element what a click on it would do, and moves into it where it is a field. */
function use(e: HTMLElement): void {
  if (isTyping(e)) focus(e);
  else click(e);
}

function rowOf(e: Element): Element | undefined {
  let found: Element | undefined;
  for (let at = e.closest(rows); at?.closest("main"); at = at.parentElement?.closest(rows) ?? null) found = at;
  return found;
}

/** primary is what stands for a row: what it names for o, else its first link or control. */
function primary(row: Element): HTMLElement | null {
  return row.querySelector<HTMLElement>('[data-key="o"]') ?? row.querySelector<HTMLElement>("a[href], button, input, summary");
}

/** step moves to the next row of the page, or the one before; the first step goes to the first row that is in sight. */
function step(by: 1 | -1): boolean {
  const all = [...document.querySelectorAll(`main :is(${rows})`)].filter((e) => e.checkVisibility() && rowOf(e) === e);
  const at = last ? all.indexOf(last) : -1;
  const start = Math.max(0, all.findIndex((e) => e.getBoundingClientRect().bottom > 0));
  const row = all[at < 0 ? start : at + by];
  if (!row) {
    if (all.length > 0) say(by > 0 ? "This is the last." : "This is the first.");
    return all.length > 0;
  }
  last = row;
  const e = row.querySelector<HTMLElement>("a[href], button, input, summary");
  if (!e) row.setAttribute("tabindex", "-1");
  row.scrollIntoView({ block: row.getBoundingClientRect().height > innerHeight ? "start" : "nearest", behavior: "instant" });
  return focus(e ?? (row as HTMLElement));
}

function focus(e: HTMLElement | null): boolean {
  e?.focus({ focusVisible: true, preventScroll: rowOf(e) !== undefined } as FocusOptions);
  return e !== null;
}

function click(e: HTMLElement | null): boolean {
  e?.click();
  return e !== null;
}
