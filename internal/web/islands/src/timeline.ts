// The picture of the days: dragging over it, or its two handles, set the dates of the filter; a wheel with Ctrl goes to the next
// zoom around the day under it. The server draws each picture; here only what one chooses is drawn over it.

import { changed, make } from "./dom";
import { Columns, type Range, dayOf, isoOf, levelFrom, spanned } from "./days";

const svgSpace = "http://www.w3.org/2000/svg";

/** slack is how far a pointer moves before it drags, in pixels. */
const slack = 4;

/** pause is how long after the last key, or turn of the wheel, it is done, in milliseconds. */
const pause = 700;

type End = "from" | "to";

/** A Picture is one drawing of the page. */
class Picture {
  private readonly whole: Range;
  private range: Range;
  private readonly frame: SVGRectElement;
  private readonly handles: Record<End, HTMLElement>;
  private readonly track: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly svg: SVGSVGElement, private readonly columns: Columns) {
    this.whole = columns.range;
    this.range = this.whole;
    this.frame = document.createElementNS(svgSpace, "rect");
    this.frame.setAttribute("class", "brush");
    this.frame.setAttribute("height", "100%");
    svg.prepend(this.frame);
    this.handles = { from: this.handle("from"), to: this.handle("to") };
    this.track = make("div", { class: "days-track" }, this.handles.from, this.handles.to);
    svg.after(this.track);
    svg.addEventListener("pointerdown", (e) => this.brush(e));
    svg.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
    this.draw();
  }

  private handle(end: End): HTMLElement {
    const h = make("span", {
      class: `day-handle at-${end}`, tabindex: "0", role: "slider", "aria-orientation": "horizontal", "aria-label": end === "from" ? "From day" : "Until day",
      "aria-valuemin": String(this.whole.from), "aria-valuemax": String(this.whole.to),
    });
    h.addEventListener("keydown", (e) => this.key(e, end));
    h.addEventListener("pointerdown", (e) => this.drag(h, e, (s) => this.set(end, this.columns.day(s))));
    return h;
  }

  /** draw puts frame and handles where the range is. */
  private draw(): void {
    const [a, b] = [this.columns.start(this.range.from), this.columns.end(this.range.to)];
    this.frame.setAttribute("x", percent(a));
    this.frame.setAttribute("width", percent(b - a));
    this.frame.toggleAttribute("data-whole", this.isWhole());
    for (const [end, x] of [["from", a], ["to", b]] as const) {
      const h = this.handles[end];
      h.style.left = percent(x);
      h.setAttribute("aria-valuenow", String(this.range[end]));
      h.setAttribute("aria-valuetext", isoOf(this.range[end]));
      h.title = isoOf(this.range[end]);
    }
  }

  private isWhole(): boolean {
    return this.range.from === this.whole.from && this.range.to === this.whole.to;
  }

  private share(e: MouseEvent): number {
    const box = this.svg.getBoundingClientRect();
    return (e.clientX - box.left) / box.width;
  }

  /** brush chooses the days from the column where a mouse or pen goes down to that where it goes up. A finger scrolls, and has the handles. */
  private brush(e: PointerEvent): void {
    if (e.pointerType === "touch") return;
    const start = this.columns.column(this.share(e));
    this.drag(this.svg, e, (s) => {
      this.range = spanned(start, this.columns.column(s));
      this.draw();
    });
  }

  /** drag follows a pointer until it is let go; a pointer that hardly moved is a click and none of ours. */
  private drag(on: Element, down: PointerEvent, to: (share: number) => void): void {
    if (down.button !== 0) return;
    let drags = false;
    const before = this.range;
    const stop = new AbortController();
    const move = (e: PointerEvent): void => {
      if (!drags && Math.abs(e.clientX - down.clientX) < slack) return;
      if (!drags) on.setPointerCapture(down.pointerId);
      drags = true;
      to(this.share(e));
    };
    const end = (e: Event): void => {
      if (e instanceof KeyboardEvent && e.key !== "Escape") return;
      stop.abort();
      if (!drags) return;
      const once = new AbortController();
      addEventListener("click", (c) => (c.preventDefault(), c.stopPropagation()), { capture: true, signal: once.signal });
      setTimeout(() => once.abort()); // the click that ends the drag comes before this, if it comes
      if (e.type === "pointerup") return this.take();
      this.range = before;
      this.draw();
    };
    const { signal } = stop;
    document.addEventListener("pointermove", move, { signal });
    for (const kind of ["pointerup", "pointercancel", "keydown"]) document.addEventListener(kind, end, { signal });
    this.svg.addEventListener("dragstart", (d) => d.preventDefault(), { signal }); // a mark is a link: it would be dragged itself
    if (!(down.target instanceof Element && down.target.closest("a, .day-handle"))) down.preventDefault(); // no words are selected
  }

  private key(e: KeyboardEvent, end: End): void {
    const by: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -Infinity, End: Infinity };
    const n = by[e.key];
    if (e.key === "Enter") this.take();
    else if (n !== undefined && !e.ctrlKey && !e.metaKey && !e.altKey) {
      this.set(end, this.range[end] + n);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.take(), pause);
    } else return;
    e.preventDefault();
  }

  /** set moves one end, never beyond the other nor out of the whole. */
  private set(end: End, day: number): void {
    const [lo, hi] = end === "from" ? [this.whole.from, this.range.to] : [this.range.from, this.whole.to];
    this.range = { ...this.range, [end]: Math.min(hi, Math.max(lo, day)) };
    this.draw();
  }

  /** take puts the range into the form's dates, in the place of a zoom, and lets the form ask. */
  private take(): void {
    clearTimeout(this.timer);
    const f = document.querySelector<HTMLFormElement>("main > form.search");
    if (!f || this.isWhole()) return;
    for (const h of f.querySelectorAll('input[type="hidden"]:is([name="zoom"], [name="at"])')) h.remove();
    for (const end of ["from", "to"] as const) {
      const e = f.elements.namedItem(end);
      if (e instanceof HTMLInputElement) e.value = isoOf(this.range[end]);
    }
    f.requestSubmit();
  }

  private wheel(e: WheelEvent): void {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    if (this.timer !== undefined) return; // a turn of the wheel is many events
    this.timer = setTimeout(() => (this.timer = undefined), pause);
    zoomTo(this.levelFrom(e.deltaY < 0), isoOf(this.columns.day(this.share(e))));
  }

  /** levelFrom is the zoom that is next from this picture. */
  levelFrom(closer: boolean): string | undefined {
    return levelFrom(this.whole.to - this.whole.from + 1, this.svg.dataset["zoom"] ?? "", closer);
  }
}

function percent(share: number): string {
  return `${Math.round(share * 1e4) / 100}%`;
}

/** linkTo is the server's own link to a zoom. */
function linkTo(zoom: string | undefined): HTMLAnchorElement | undefined {
  return [...document.querySelectorAll<HTMLAnchorElement>(".zooms ul a[href]")].find((a) => new URL(a.href).searchParams.get("zoom") === zoom);
}

/** zoomTo follows the link to a zoom, to the days around another day than the link's own. */
function zoomTo(zoom: string | undefined, day: string): void {
  const a = linkTo(zoom);
  if (!a) return;
  const to = new URL(a.href);
  if (to.searchParams.has("at")) to.searchParams.set("at", day);
  a.href = to.href;
  a.click();
}

const known = new WeakSet<Element>();

function pictures(): void {
  for (const svg of document.querySelectorAll<SVGSVGElement>("svg[data-from][data-to][data-cols]")) {
    const [from, to] = [dayOf(svg.dataset["from"]), dayOf(svg.dataset["to"])];
    const [cols, size] = [Number(svg.dataset["cols"]), Number(svg.dataset["size"])];
    if (known.has(svg) || from === undefined || to === undefined || to <= from || !(cols > 0) || !(size > 0)) continue;
    known.add(svg);
    const p = new Picture(svg, new Columns({ from, to }, cols, size));
    for (const [key, closer] of [["+", true], ["-", false]] as const) linkTo(p.levelFrom(closer))?.setAttribute("data-key", key);
  }
  document.querySelector('.zoom-ways a[rel="prev"]')?.setAttribute("data-key", "<");
  document.querySelector('.zoom-ways a[rel="next"]')?.setAttribute("data-key", ">");
}

pictures();
document.addEventListener(changed, pictures);
