// Where a form asks for words of the report: fieldsets with the words and their bytes, and plain fields that take the words alone.

import { type Choice } from "./bytes";

/** A Target is one such place. Those of one part of the finding have one key. */
export interface Target {
  box: HTMLElement;
  part: string;
  key: string;
  name: string;
  words: HTMLInputElement | HTMLTextAreaElement;
  start: HTMLInputElement | undefined;
  end: HTMLInputElement | undefined;
}

/** A Filling is what a target holds. */
export type Filling = [words: string, start: string, end: string];

/** targets are those of the page that are in sight, in the order of the form. */
export function targets(): Target[] {
  const out: Target[] = [];
  for (const words of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('form :is(input, textarea):is([name="words"], [data-mark])')) {
    if (!words.checkVisibility()) continue;
    const box = words.name === "words" ? words.closest<HTMLElement>("fieldset, form") : words;
    if (!box) continue;
    const start = box.querySelector<HTMLInputElement>('input[name="span-start"]') ?? undefined;
    const end = box.querySelector<HTMLInputElement>('input[name="span-end"]') ?? undefined;
    if (words.name === "words" && !(start && end)) continue;
    const label = box.querySelector("legend")?.textContent ?? words.labels?.[0]?.textContent ?? "";
    out.push({ box, part: box.dataset["part"] ?? "", key: box.dataset["mark"] ?? "", name: label.replace(/\s+/g, " ").trim(), words, start, end });
  }
  return out;
}

/** filling is what a target holds now. */
export function filling(t: Target): Filling {
  return [t.words.value, t.start?.value ?? "", t.end?.value ?? ""];
}

/** spanOf are the bytes that a target holds, undefined where it says none. */
export function spanOf(t: Target): [number, number] | undefined {
  const [words, start, end] = filling(t);
  return words.trim() !== "" && start !== "" && end !== "" ? [Number(start), Number(end)] : undefined;
}

/** fill puts words into a target, and tells whoever listens. */
export function fill(t: Target, [words, start, end]: Filling): void {
  for (const [e, value] of [[t.start, start], [t.end, end], [t.words, words]] as const) {
    if (!e || e.value === value) continue;
    e.value = value;
    for (const kind of ["input", "change"]) e.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

/** fillingOf is a choice as a target holds it. */
export function fillingOf(c: Choice): Filling {
  return [c.words, String(c.start), String(c.end)];
}

/** spare sees to it that a part that may have several stretches has an empty one at its end. */
export function spare(t: Target): void {
  const all = [...document.querySelectorAll<HTMLElement>("fieldset[data-part]")];
  const last = all.findLast((e) => e.dataset["part"] === t.part);
  if (!("several" in t.box.dataset) || last !== t.box || t.words.value.trim() === "" || all.length >= most) return;
  const box = t.box.cloneNode(true) as HTMLElement;
  for (const e of box.querySelectorAll(".places, .wrong")) e.remove();
  box.classList.remove("has-wrong");
  for (const e of box.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
    if (e.name !== "part") e.value = "";
    e.removeAttribute("aria-invalid");
  }
  const n = `n${++made}`;
  for (const e of box.querySelectorAll("[id]")) e.id += n;
  for (const name of ["for", "aria-describedby"]) {
    for (const e of box.querySelectorAll(`[${name}]`)) e.setAttribute(name, `${(e.getAttribute(name) ?? "").split(" ")[0]}${n}`);
  }
  const legend = box.querySelector("legend");
  if (legend && !legend.textContent?.endsWith(further)) legend.append(further);
  t.box.after(box);
  for (const [i, e] of [...document.querySelectorAll("fieldset[data-part]")].entries()) {
    for (const r of e.querySelectorAll<HTMLInputElement>('input[name^="place-"]')) r.name = `place-${i}`;
  }
}

/** most is how many stretches a form may have; the server takes no more. */
const most = 40;

/** further ends the name of a second stretch of a part, as the server writes it. */
const further = ", further words";

let made = 0;
