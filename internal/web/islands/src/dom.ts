// What every island does with the page: make elements (never from markup), say something aloud, hear of a changed page.

/** changed is the event that the document gets after a part of the page was replaced. */
export const changed = "parley:changed";

/** make is an element with attributes and children. Text is set as text: nothing here is ever parsed as markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
  e.append(...children);
  return e;
}

let voice: HTMLElement | undefined;

/** say tells readers who do not see the page what has changed. The same words twice are said twice. */
export function say(words: string): void {
  if (!voice?.isConnected) {
    voice = make("div", { class: "vh", role: "status" });
    document.body.append(voice);
  }
  voice.replaceChildren(words);
}

/** tool adds a button to the line of tools in the foot of the page. */
export function tool(words: string, act: () => void): HTMLButtonElement {
  const foot = document.querySelector(".foot");
  let line = document.querySelector(".foot .tools");
  if (!line) {
    line = make("p", { class: "tools" });
    foot?.prepend(line);
  }
  const b = make("button", { type: "button" }, words);
  b.addEventListener("click", act);
  line.append(b, " ");
  return b;
}

/** isTyping tells whether keys that e gets are letters for it. */
export function isTyping(e: EventTarget | null): boolean {
  if (!(e instanceof HTMLElement)) return false;
  if (e.isContentEditable || e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement) return true;
  return e instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "reset", "file", "image", "range"].includes(e.type);
}
