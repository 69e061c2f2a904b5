// Words that are chosen in the text of a report go into the form that asks for them. What is being marked is said above the text, and has a key.

import { type Choice } from "./bytes";
import { chosen, rangeOf } from "./choice";
import { cursor, isStepping } from "./cursor";
import { make, say } from "./dom";
import { type Filling, type Target, fill, filling, fillingOf, spanOf, spare, targets } from "./targets";

/** wanted is where words go: the target that was used last. */
let wanted: Element | undefined;

/** The last words that were taken: where to, and what stood in their place. */
let last: { box: Element; before: Filling } | undefined;

/** fresh tells that the selection has changed since words were taken. */
let fresh = false;

/** pressed tells that a button of the mouse is down, mouse that it was the mouse which was used last. */
let pressed = false;
let mouse = false;

/** marking starts to watch what is selected, where the page has a form that asks for words. */
export function marking(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!pressed && !isStepping()) take();
    }, 150);
  };
  document.addEventListener("focusin", (e) => {
    const used = e.target instanceof Element ? targets().find((t) => t.box.contains(e.target as Element)) : undefined;
    if (used) aim(used);
  });
  document.addEventListener("pointerdown", (e) => (pressed = mouse = e.pointerType === "mouse"));
  for (const kind of ["pointerup", "pointercancel"]) {
    document.addEventListener(kind, () => {
      pressed = false;
      soon();
    });
  }
  document.addEventListener("selectionchange", () => {
    fresh = true;
    soon();
  });
  document.addEventListener("input", (e) => {
    const t = e.isTrusted ? targets().find((t) => t.words === e.target) : undefined;
    if (!t?.start || !t.end) return;
    t.start.value = t.end.value = ""; // what is typed is looked for by the server
    light();
  });
  const list = document.querySelector<HTMLElement>(".sentences .reader-text");
  if (list && targets().some((t) => t.key !== "")) {
    cursor(list, () => (fresh = true), take);
    wanted = targets()[0]?.box;
    bar(list);
    show();
  }
}

/** now is the target that was used last, else the first in sight without words, else the first in sight. */
function now(): Target | undefined {
  const all = targets();
  return all.find((t) => t.box === wanted) ?? all.find((t) => t.words.value === "") ?? all[0];
}

function aim(t: Target): void {
  if (wanted === t.box) return;
  wanted = t.box;
  show();
}

/** live is what is selected now. */
function live(): Choice | undefined {
  const s = getSelection();
  return s && s.rangeCount > 0 && !s.isCollapsed ? chosen(s.getRangeAt(0)) : undefined;
}

/** take puts what is selected into the target at hand. */
function take(): void {
  const c = fresh ? live() : undefined;
  const t = c && now();
  if (!t) return;
  put(t, c);
  if (line && (mouse || isStepping())) getSelection()?.removeAllRanges(); // the words are lit; a finger may still move the ends
}

function put(t: Target, c: Choice): void {
  const same = last?.box === t.box && t.words.value === c.words;
  if (!same) last = { box: t.box, before: filling(t) };
  fresh = false;
  wanted = t.box; // a selection that still grows stays there
  fill(t, fillingOf(c));
  spare(t);
  show();
  say(t.key === "" ? `Chosen: ${c.words}` : `${t.name}: ${c.words}`);
}

/** choose makes a part the one that is marked, and puts into it what is selected and went nowhere yet. Asked for it again it goes on to the next stretch. */
function choose(key: string): void {
  const of = targets().filter((t) => t.key === key);
  const at = of.findIndex((t) => t.box === wanted);
  const meant = fresh && live() !== undefined;
  const t = meant && at >= 0 ? of[at] : of[(at + 1) % of.length];
  if (!t) return;
  aim(t);
  if (meant) take();
  else say(`Now marking: ${t.name}`);
}

/** back gives a target back what stood there before the last words were taken. */
function back(): void {
  const t = targets().find((t) => t.box === last?.box);
  if (!t || !last) return;
  fill(t, last.before);
  last = undefined;
  show();
  say(`${t.name}: ${t.words.value || "nothing"}`);
}

let line: HTMLElement | undefined;
let undo: HTMLButtonElement | undefined;

/** bar makes the line above the text: what is marked now, and a button for each part. */
function bar(list: HTMLElement): void {
  const buttons = make("div", { class: "marking-parts", role: "group", "aria-label": "Mark words as" });
  const seen = new Set<string>();
  for (const t of targets()) {
    if (t.key === "" || seen.has(t.key)) continue;
    seen.add(t.key);
    const b = make("button", { type: "button", "data-key": t.key, "data-part": t.part, "aria-pressed": "false" }, `${t.name.replace(/ \(\d+\)$/, "")} `, make("kbd", {}, t.key));
    b.addEventListener("mousedown", (e) => e.preventDefault()); // what is selected stays
    b.addEventListener("click", () => choose(t.key));
    buttons.append(b);
  }
  undo = make("button", { type: "button", "data-key": "z", class: "quiet-button" }, "Put back ", make("kbd", {}, "z"));
  undo.addEventListener("click", back);
  buttons.append(undo);
  line = make("p", { class: "marking-now" });
  const hint = make("p", { class: "hint", id: "h-marking" }, "Select words with the pointer; or move to the text with Tab, step with the arrows (more with Shift), and mark with Enter.");
  list.setAttribute("aria-describedby", "h-marking");
  list.before(make("div", { class: "marking" }, line, buttons, hint));
}

/** show says what is marked now, and lights what is marked. */
function show(): void {
  const t = now();
  if (line && t) {
    const words = t.words.value.replace(/\s+/g, " ").trim();
    line.replaceChildren("Now marking: ", make("strong", {}, t.name), ...(words ? [" ", make("q", {}, make("bdi", {}, words.length > 60 ? `${[...words].slice(0, 58).join("")} …` : words))] : []));
    for (const b of document.querySelectorAll<HTMLElement>(".marking button[aria-pressed]")) b.setAttribute("aria-pressed", String(b.dataset["key"] === t.key));
  }
  if (undo) undo.disabled = last === undefined;
  light();
}

/** kinds are the parts those whose words are lit each in its own way. */
const kinds = ["content", "source", "cue", "number"] as const;

/** light paints what is marked in the text; where the browser cannot, the sentence that holds it has a sign. */
function light(): void {
  const paints = typeof Highlight === "function" && "highlights" in CSS;
  for (const e of document.querySelectorAll(".sentences .marked")) e.classList.remove("marked");
  const found = new Map<string, Range[]>();
  for (const t of targets()) {
    const s = spanOf(t);
    const r = s && rangeOf(...s);
    if (!r) continue;
    found.set(t.part, [...(found.get(t.part) ?? []), r]);
    if (!paints) for (const li of document.querySelectorAll(".sentences li")) if (r.intersectsNode(li)) li.classList.add("marked");
  }
  if (!paints) return;
  for (const kind of kinds) CSS.highlights.set(`mark-${kind}`, new Highlight(...(found.get(kind) ?? [])));
}
