// Days and where they stand in a drawing. A day is a whole number, counted from 1970-01-01. Nothing here knows of a page.

import { utcTicks } from "d3-time";

const perDay = 86_400_000;

/** dayOf reads 2031-06-16; undefined where it is no date. */
export function dayOf(iso: string | undefined): number | undefined {
  if (!iso || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const t = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(t) ? undefined : t / perDay;
}

/** isoOf writes a day as 2031-06-16. */
export function isoOf(day: number): string {
  return new Date(day * perDay).toISOString().slice(0, 10);
}

/** A View is the days that are drawn, from the middle of the first to that of the last. */
export interface View {
  from: number;
  to: number;
}

/** An Axis lays a view out between two places. */
export class Axis {
  constructor(readonly view: View, readonly left: number, readonly right: number) {}

  /** x is where a day stands, which may be beside the drawing. */
  x(day: number): number {
    return this.left + ((day - this.view.from) / Math.max(this.view.to - this.view.from, 1e-9)) * (this.right - this.left);
  }

  /** at is the time in days at a place. */
  at(x: number): number {
    return this.view.from + ((x - this.left) / (this.right - this.left)) * (this.view.to - this.view.from);
  }

  /** day is the whole day nearest to a place, within the view. */
  day(x: number): number {
    return Math.round(Math.min(this.view.to, Math.max(this.view.from, this.at(x))));
  }
}

/** least is how many days a view has at least. */
const least = 4;

/** closer is the view by a factor nearer around a day, never beyond the whole. A factor under 1 draws back. */
export function closer(whole: View, view: View, factor: number, around: number): View {
  const size = Math.min(whole.to - whole.from, Math.max(least, (view.to - view.from) / factor));
  const share = (around - view.from) / Math.max(view.to - view.from, 1e-9);
  return within(whole, around - share * size, size);
}

/** aside is the view moved by a share of its width. */
export function aside(whole: View, view: View, share: number): View {
  const size = view.to - view.from;
  return within(whole, view.from + share * size, size);
}

function within(whole: View, from: number, size: number): View {
  const f = Math.max(whole.from, Math.min(whole.to - size, from));
  return { from: f, to: f + Math.min(size, whole.to - whole.from) };
}

/** A Mark is a day under the drawing with its name. */
export interface Mark {
  day: number;
  name: string;
}

/** marks are at most about n days of a view that make good names: of months and years where it is wide. */
export function marks(view: View, n: number): Mark[] {
  const ticks = utcTicks(new Date(view.from * perDay), new Date(view.to * perDay), n);
  const days = [...new Set(ticks.map((t) => Math.round(t.getTime() / perDay)))].filter((d) => d >= view.from && d <= view.to);
  const cut = days.length < 2 ? 10 : days.every((d) => isoOf(d).endsWith("-01-01")) ? 4 : days.every((d) => isoOf(d).endsWith("-01")) ? 7 : 10;
  return days.map((day) => ({ day, name: isoOf(day).slice(0, cut) }));
}
