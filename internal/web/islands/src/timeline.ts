// The drawing of the days: dates of the filter are set by dragging over it or by its two handles, and it can be looked at
// more closely. The server's drawing stays what it is; only places in it move.

import { changed, make } from "./dom";
import { Axis, type View, aside, closer, dayOf, isoOf, marks } from "./days";

const svgSpace = "http://www.w3.org/2000/svg";

/** slack is how far a pointer moves before it drags, in pixels. */
const slack = 4;

/** pause is how long after the last key the dates are taken, in milliseconds. */
const pause = 700;

type End = "from" | "to";

/** moved are the attributes that say where something stands from left to right. */
const moved = ["x", "x1", "x2", "cx"] as const;

/** A Drawing is one chart of the page. */
class Drawing {
  private readonly whole: View;
  private readonly left: number;
  private readonly right: number;
  private axis: Axis;
  private range: View;
  private readonly frame: SVGRectElement;
  private readonly handles: Record<End, SVGGElement>;
  private readonly places = new Map<Element, [string, number][]>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly svg: SVGSVGElement, whole: View) {
    this.whole = whole;
    this.left = Number(svg.dataset["left"] ?? 0);
    this.right = Number(svg.dataset["right"] ?? svg.viewBox.baseVal.width);
    this.axis = new Axis(whole, this.left, this.right);
    this.range = this.asked();
    this.remember();
    this.frame = shape("rect", { class: "brush", y: "0", height: String(this.height()) });
    svg.prepend(this.frame);
    this.handles = { from: this.handle("from"), to: this.handle("to") };
    svg.append(this.handles.from, this.handles.to);
    this.listen();
    this.tools();
    this.draw();
  }

  private height(): number {
    return this.svg.viewBox.baseVal.height - 24;
  }

  /** asked is the range that the form holds, within the whole. */
  private asked(): View {
    const day = (n: End): number => Math.min(this.whole.to, Math.max(this.whole.from, dayOf(field(n)?.value) ?? this.whole[n]));
    return { from: day("from"), to: day("to") };
  }

  /** remember keeps where everything stands while the whole is drawn. What is marked fixed stays there. */
  private remember(): void {
    for (const e of this.svg.querySelectorAll("*")) {
      if (e.closest(".lane, .lane-name, .fixed, title")) continue;
      const at = moved.filter((a) => e.hasAttribute(a)).map((a): [string, number] => [a, Number(e.getAttribute(a))]);
      if (e.hasAttribute("x") && e.hasAttribute("width")) at.push(["width", Number(e.getAttribute("width"))]);
      if (at.length > 0) this.places.set(e, at);
    }
  }

  private handle(end: End): SVGGElement {
    const g = shape("g", {
      class: "handle", tabindex: "0", role: "slider", "aria-orientation": "horizontal", "aria-label": end === "from" ? "From day" : "Until day",
      "aria-valuemin": String(this.whole.from), "aria-valuemax": String(this.whole.to),
    });
    g.append(shape("rect", { x: "-12", y: "0", width: "24", height: String(this.height()), class: "grip" }),
      shape("line", { x1: "0", x2: "0", y1: "0", y2: String(this.height()) }),
      shape("rect", { x: "-4", y: String(this.height() / 2 - 13), width: "8", height: "26", rx: "3" }));
    return g;
  }

  /** draw puts everything where it stands in the view, and hides what is beside it. */
  private draw(): void {
    const home = new Axis(this.whole, this.left, this.right);
    const whole = this.axis.view.from === this.whole.from && this.axis.view.to === this.whole.to;
    const to = (x: number): number => this.axis.x(home.at(x));
    for (const [e, at] of this.places) {
      if (e.closest(".tickline, .tickname")) continue;
      const x = at.find(([a]) => a !== "width" && a !== "x2")?.[1] ?? 0;
      let [lo, hi] = [to(x), to(at.find(([a]) => a === "x2")?.[1] ?? x + (at.find(([a]) => a === "width")?.[1] ?? 0))];
      const inside = hi >= this.left - 1 && lo <= this.right + 1;
      e.toggleAttribute("data-beside", !inside);
      if (!inside) continue;
      if (hi > lo) [lo, hi] = [Math.max(lo, this.left), Math.min(hi, this.right)];
      for (const [a] of at) e.setAttribute(a, String(round(a === "x2" ? hi : a === "width" ? hi - lo : lo)));
    }
    this.ticks(whole);
    const [a, b] = [this.clamp(this.axis.x(this.range.from)), this.clamp(this.axis.x(this.range.to))];
    const half = this.range.from === this.whole.from && this.range.to === this.whole.to ? 0 : 3;
    this.frame.setAttribute("x", String(round(a - half)));
    this.frame.setAttribute("width", String(round(b - a + 2 * half)));
    this.frame.toggleAttribute("data-whole", half === 0);
    for (const [end, x] of [["from", a - 9], ["to", b + 9]] as const) {
      const g = this.handles[end];
      g.setAttribute("transform", `translate(${round(x)} 0)`);
      g.setAttribute("aria-valuenow", String(this.range[end]));
      g.setAttribute("aria-valuetext", isoOf(this.range[end]));
    }
  }

  private clamp(x: number): number {
    return Math.min(this.right, Math.max(this.left, x));
  }

  /** ticks names days of the view, or gives back the server's own names with the whole. */
  private ticks(whole: boolean): void {
    for (const e of this.svg.querySelectorAll(".tick-new")) e.remove();
    for (const e of this.places.keys()) if (e.matches(".tickline, .tickname")) e.toggleAttribute("data-beside", !whole);
    if (whole) return;
    for (const m of marks(this.axis.view, 8)) {
      const x = String(round(this.axis.x(m.day)));
      const anchor = Number(x) > this.right - 40 ? "end" : "middle";
      const text = shape("text", { class: "tickname tick-new", x, y: String(this.height() + 16), "text-anchor": anchor });
      text.append(m.name);
      this.frame.after(shape("line", { class: "tickline tick-new", x1: x, x2: x, y1: "6", y2: String(this.height()) }), text);
    }
  }

  private place(e: MouseEvent): number {
    const m = this.svg.getScreenCTM();
    return m ? new DOMPoint(e.clientX, e.clientY).matrixTransform(m.inverse()).x : 0;
  }

  private listen(): void {
    for (const end of ["from", "to"] as const) {
      const g = this.handles[end];
      g.addEventListener("keydown", (e) => this.key(e, end));
      g.addEventListener("pointerdown", (e) => {
        e.stopPropagation();
        this.drag(g, e, (x) => this.set(end, this.axis.day(x + (end === "from" ? 9 : -9))));
      });
    }
    this.svg.addEventListener("pointerdown", (e) => {
      const x = this.place(e);
      if (e.button !== 0 || e.pointerType === "touch" || x < this.left - slack || x > this.right + slack) return;
      const start = this.axis.day(x);
      this.drag(this.svg, e, (to) => {
        const day = this.axis.day(to);
        this.range = { from: Math.min(start, day), to: Math.max(start, day) };
        this.draw();
      });
    });
    this.svg.addEventListener("wheel", (e) => {
      if (!e.ctrlKey && !e.metaKey) return;
      e.preventDefault();
      this.look(closer(this.whole, this.axis.view, Math.exp(-e.deltaY / 200), this.axis.at(this.clamp(this.place(e)))));
    }, { passive: false });
  }

  /** drag follows a pointer until it is let go; a pointer that hardly moved is a click and none of ours. */
  private drag(on: SVGElement, down: PointerEvent, to: (x: number) => void): void {
    let drags = false;
    const before = this.range;
    const stop = new AbortController();
    const { signal } = stop;
    const move = (e: PointerEvent): void => {
      if (!drags && Math.abs(e.clientX - down.clientX) < slack) return;
      if (!drags) on.setPointerCapture(down.pointerId);
      drags = true;
      to(this.place(e));
    };
    const end = (e: PointerEvent): void => {
      stop.abort();
      if (!drags) return;
      const once = new AbortController();
      addEventListener("click", (c) => (c.preventDefault(), c.stopPropagation()), { capture: true, signal: once.signal });
      setTimeout(() => once.abort()); // the click that ends the drag comes before this, if it comes
      if (e.type === "pointerup") return this.take();
      this.range = before;
      this.draw();
    };
    document.addEventListener("pointermove", move, { signal });
    document.addEventListener("pointerup", end, { signal });
    document.addEventListener("pointercancel", end, { signal });
    if (!(down.target instanceof Element && down.target.closest("a"))) down.preventDefault();
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

  /** take puts the range into the form's dates; an end that is the whole's stays open. */
  private take(): void {
    clearTimeout(this.timer);
    let last: HTMLInputElement | undefined;
    for (const end of ["from", "to"] as const) {
      const f = field(end);
      const value = this.range[end] === this.whole[end] && !f?.value ? "" : isoOf(this.range[end]);
      if (!f || f.value === value) continue;
      f.value = value;
      last = f;
    }
    last?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private look(v: View): void {
    this.axis = new Axis(v, this.left, this.right);
    this.draw();
  }

  /** tools are the buttons that do what a wheel does. */
  private tools(): void {
    const figure = this.svg.closest("figure");
    if (!figure || figure.querySelector(".zoom")) return;
    const middle = (): number => (this.axis.view.from + this.axis.view.to) / 2;
    const button = (sign: string, name: string, key: string, act: () => View): HTMLButtonElement => {
      const b = make("button", { type: "button", title: name, "aria-label": name, "data-key": key }, sign);
      b.addEventListener("click", () => this.look(act()));
      return b;
    };
    figure.prepend(make("div", { class: "zoom", role: "group", "aria-label": "Days drawn" },
      button("←", "earlier days", "<", () => aside(this.whole, this.axis.view, -0.5)),
      button("−", "more days", "-", () => closer(this.whole, this.axis.view, 0.5, middle())),
      button("+", "fewer days, closer", "+", () => closer(this.whole, this.axis.view, 2, middle())),
      button("→", "later days", ">", () => aside(this.whole, this.axis.view, 0.5)),
      button("all", "all days", "0", () => this.whole)));
  }
}

function field(end: End): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(`main > form.search input[name="${end}"]`);
}

function shape<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, string>): SVGElementTagNameMap[K] {
  const e = document.createElementNS(svgSpace, tag);
  for (const [n, v] of Object.entries(attributes)) e.setAttribute(n, v);
  return e;
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}

const known = new WeakSet<Element>();

function drawings(): void {
  for (const svg of document.querySelectorAll<SVGSVGElement>("svg[data-from][data-to]")) {
    const from = dayOf(svg.dataset["from"]);
    const to = dayOf(svg.dataset["to"]);
    if (known.has(svg) || from === undefined || to === undefined || to <= from) continue;
    known.add(svg);
    new Drawing(svg, { from, to });
  }
}

drawings();
document.addEventListener(changed, drawings);
