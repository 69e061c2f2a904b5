// The link to what is read now, put on the clipboard.

import { say, tool } from "./dom";

/** linkTo is the address of a page with the place in it that is at hand. */
export function linkTo(href: string, id: string): string {
  const u = new URL(href);
  if (id) u.hash = id;
  return u.href;
}

/** copy adds the button, which y presses too. */
export function copy(): void {
  const b = tool("Copy link", () => void put());
  b.dataset["key"] = "y";
}

async function put(): Promise<void> {
  const link = linkTo(location.href, placeAtHand());
  try {
    await navigator.clipboard.writeText(link);
    say(`Copied ${link}`);
    flash("Copied");
  } catch {
    prompt("Copy this link", link); // no clipboard outside a secure context
  }
}

let hand = "";

/** placeAtHand is the id of the card or entry that was focused last, "" where it is no more. */
function placeAtHand(): string {
  return hand && document.getElementById(hand) ? hand : "";
}

document.addEventListener("focusin", (e) => {
  const id = e.target instanceof Element ? e.target.closest(".card[id], main article[id], main tr[id]")?.id : undefined;
  if (id) hand = id;
});

function flash(words: string): void {
  const b = document.querySelector<HTMLElement>('.tools [data-key="y"]');
  if (!b) return;
  b.textContent = words;
  setTimeout(() => (b.textContent = "Copy link"), 1500);
}
