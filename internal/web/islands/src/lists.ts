// Lists that narrow while one chooses: the server makes the next page as ever, and what differs takes its place in this one.
// The form stays, so that nobody who types is interrupted. Whatever goes wrong, the browser goes to the address itself.

import { changed, make, say } from "./dom";

/** wait is how long after the last letter the list is asked for, in milliseconds. */
const wait = 300;

/** many is how many values a facet has before it gets a field to find one among them. */
const many = 8;

/** isSameList tells whether two addresses are one list, chosen otherwise. */
export function isSameList(a: URL, b: URL): boolean {
  return a.origin === b.origin && a.pathname === b.pathname && a.search !== b.search;
}

/** queryOf writes the fields of a form as a query; fields left empty and the number of the page are left out. */
export function queryOf(fields: Iterable<[string, string]>): string {
  const q = new URLSearchParams();
  for (const [k, v] of fields) if (v !== "" && k !== "page") q.append(k, v);
  const s = q.toString();
  return s && `?${s}`;
}

/** fits tells whether a value of a facet has the words somebody looks for, in any order, whatever their case. */
export function fits(value: string, words: string): boolean {
  const v = value.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((w) => v.includes(w));
}

let shown = "";
let running: XMLHttpRequest | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** lists starts to listen. */
export function lists(): void {
  shown = location.pathname + location.search;
  document.addEventListener("click", clicked);
  document.addEventListener("submit", submitted);
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) load(new URL(location.href), "none");
  });
  finders();
  document.addEventListener(changed, finders);
}

function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("main > form.search");
}

function clicked(e: MouseEvent): void {
  const a = e.target instanceof Element ? e.target.closest("main a[href]") : null;
  if (!(a instanceof HTMLAnchorElement) || !form() || e.defaultPrevented || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  const to = new URL(a.href);
  if (a.target || a.hasAttribute("download") || to.hash || !isSameList(to, new URL(location.href))) return;
  e.preventDefault();
  load(to, "push");
}

function submitted(e: SubmitEvent): void {
  const f = form();
  if (!f || e.target !== f || f.method !== "get") return;
  e.preventDefault();
  clearTimeout(timer);
  ask(f, "push");
}

function typed(e: Event): void {
  const f = form();
  const field = e.target;
  if (!f || !(field instanceof HTMLInputElement) || field.form !== f || !["search", "date"].includes(field.type)) return;
  if (field.type === "date" && (e.type === "input" || !field.validity.valid)) return; // half a date is none
  clearTimeout(timer);
  timer = setTimeout(() => ask(f, "replace"), wait);
}

function ask(f: HTMLFormElement, how: "push" | "replace"): void {
  const fields = [...new FormData(f)].filter((p): p is [string, string] => typeof p[1] === "string");
  const to = new URL(f.action, location.href);
  to.search = queryOf(fields);
  if (to.search !== location.search) load(to, how);
}

/** load fetches a page and puts it in the place of this one. An answer that a later question overtook is dropped. */
function load(to: URL, how: "push" | "replace" | "none"): void {
  running?.abort();
  const x = (running = new XMLHttpRequest());
  x.open("GET", to.href);
  x.responseType = "document"; // a document without a window: its scripts never run
  const leave = (): void => location.assign(to.href);
  x.addEventListener("error", leave);
  x.addEventListener("load", () => {
    const next = x.status === 200 && x.responseXML?.querySelector("main");
    if (!next || !x.responseXML || !put(next, x.responseXML)) return leave();
    shown = to.pathname + to.search;
    if (how !== "none") history[how === "push" ? "pushState" : "replaceState"](null, "", to.href);
    say(document.querySelector("main .found")?.textContent ?? "Nothing fits this choice.");
    document.dispatchEvent(new CustomEvent(changed));
  });
  x.send();
}

/** put replaces what stands around the form by what stands around the form of the next page, and keeps the place of the focus. */
function put(next: Element, page: Document): boolean {
  const old = form();
  const other = next.querySelector<HTMLFormElement>(":scope > form.search");
  if (!old || !other) return false;
  const at = handle(document.activeElement);
  const opened = [...document.querySelectorAll("details[open] > summary")].map((s) => s.textContent);
  for (const e of [...(old.parentElement?.childNodes ?? [])]) if (e !== old) e.remove();
  let before = true;
  for (const e of [...next.childNodes]) {
    if (e === other) before = false;
    else if (before) old.before(e);
    else old.parentElement?.append(e);
  }
  fill(old, other);
  for (const s of document.querySelectorAll("main details > summary"))
    if (opened.includes(s.textContent)) s.parentElement?.setAttribute("open", "");
  for (const sel of [".foot .twins"]) {
    const mine = document.querySelector(sel);
    const theirs = page.querySelector(sel);
    if (mine && theirs) mine.replaceWith(theirs);
  }
  document.title = page.title;
  refocus(at);
  return true;
}

/** fill takes over the fields of the next form, but not the one that somebody is in. */
function fill(old: HTMLFormElement, other: HTMLFormElement): void {
  for (const h of old.querySelectorAll('input[type="hidden"]')) h.remove();
  for (const h of [...other.querySelectorAll('input[type="hidden"]')]) old.querySelector("button")?.before(h);
  for (const field of other.querySelectorAll("input")) {
    const mine = field.type !== "hidden" ? old.elements.namedItem(field.name) : null;
    if (mine instanceof HTMLInputElement && mine !== document.activeElement) mine.value = field.value;
  }
}

/** A Handle finds an element again after its place was filled anew: by its id, else by its words under its heading. */
type Handle = { id: string; group: string; words: string } | undefined;

function handle(e: Element | null): Handle {
  if (!e?.closest("main") || e.closest("form.search")) return undefined;
  return { id: e.id, group: groupOf(e), words: wordsOf(e) };
}

function groupOf(e: Element): string {
  return e.closest("section, nav, p")?.querySelector("h3")?.textContent ?? e.closest("section, nav, p")?.className ?? "";
}

function wordsOf(e: Element): string {
  return (e.querySelector(".label") ?? e).textContent?.trim() ?? "";
}

function refocus(at: Handle): void {
  if (!at) return;
  const again = (at.id ? document.getElementById(at.id) : undefined) ??
    [...document.querySelectorAll<HTMLElement>("main a[href], main summary")].find((e) => groupOf(e) === at.group && wordsOf(e) === at.words) ??
    document.querySelector<HTMLElement>("main");
  again?.focus({ preventScroll: again.localName !== "main" });
}

/** finders gives each long facet a field that leaves only the values with the words typed. */
function finders(): void {
  for (const section of document.querySelectorAll<HTMLElement>(".facet:has(details)")) {
    const values = [...section.querySelectorAll("li")];
    if (values.length <= many || section.querySelector("input")) continue;
    const heading = section.querySelector("h3");
    const field = make("input", { type: "search", autocomplete: "off", "aria-label": `Find a value of ${heading?.textContent ?? "this"}`, placeholder: "find …" });
    field.addEventListener("input", () => {
      for (const v of values) v.hidden = !fits(v.querySelector(".label")?.textContent ?? "", field.value);
      if (field.value) section.querySelector("details")?.setAttribute("open", "");
    });
    heading?.after(field);
  }
}
