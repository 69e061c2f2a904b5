// Keys as the acts they stand for. Nothing here knows of a page.

/** A Stroke is a key that was pressed. */
export interface Stroke {
  key: string;
  /** a modifier other than shift was down, or the key is one of several of an input method */
  modified: boolean;
  /** the key is a letter for a field */
  typing: boolean;
  /** milliseconds */
  at: number;
}

/** An Act is what a stroke asks for. "own" is a key that an element of the page may have taken for itself. */
export type Act =
  | { kind: "next" | "previous" | "open" | "search" | "earlier" | "later" | "help" | "leave" | "wait" }
  | { kind: "go"; letter: string }
  | { kind: "own"; key: string };

/** patience is how long the letter after g may take, in milliseconds. */
export const patience = 1500;

const standard: Record<string, Act["kind"]> = {
  j: "next", n: "next", k: "previous", p: "previous", o: "open", "/": "search", "[": "earlier", "]": "later", "?": "help", g: "wait",
};

/** A Strokes reads strokes one by one; it remembers only that g was the last. */
export class Strokes {
  private waiting = -Infinity;

  /** read is the act of a stroke, undefined where it is none of ours. With off set only help and leaving a field are read. */
  read(s: Stroke): Act | undefined {
    const after = s.at - this.waiting <= patience;
    this.waiting = -Infinity;
    if (s.modified) return undefined;
    if (s.key === "Escape") return { kind: "leave" };
    if (s.typing || [...s.key].length !== 1 || s.key === " ") return undefined;
    if (after && s.key !== "g") return { kind: "go", letter: s.key };
    if (s.key === "g") this.waiting = s.at;
    const kind = Object.hasOwn(standard, s.key) ? standard[s.key] : undefined;
    return kind ? ({ kind } as Act) : { kind: "own", key: s.key };
  }
}

/**
 * letters gives each page of the menu a letter of its own: h to the first page, else the first letter of the name that is still free, in
 * the order of the menu. A page for which no letter is free gets "".
 */
export function letters(names: string[]): string[] {
  const taken = new Set<string>(["g"]);
  return names.map((name, i) => {
    const wishes = (i === 0 ? "h" : "") + name.toLowerCase() + "abcdefghijklmnopqrstuvwxyz";
    const letter = [...wishes].find((c) => c >= "a" && c <= "z" && !taken.has(c)) ?? "";
    taken.add(letter);
    return letter;
  });
}
