// Days and where they stand in a picture of columns. A day is a whole number, counted from 1970-01-01. Nothing here knows of a page.

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

/** A Range is days, both ends included. */
export interface Range {
  from: number;
  to: number;
}

/** Columns lays a range out in columns of as many days each, from the left edge to the right; the last may have room left. */
export class Columns {
  constructor(readonly range: Range, readonly count: number, readonly size: number) {}

  /** column is the days of the column at a place, a share of the width from 0 to 1; beside the picture it is the one at its edge. */
  column(share: number): Range {
    const c = Math.min(this.count - 1, Math.max(0, Math.floor(share * this.count)));
    const from = Math.min(this.range.to, this.range.from + c * this.size);
    return { from, to: Math.min(this.range.to, from + this.size - 1) };
  }

  /** day is the day at a place. */
  day(share: number): number {
    return Math.min(this.range.to, Math.max(this.range.from, this.range.from + Math.floor(share * this.count * this.size)));
  }

  /** start is where a day begins, end where it ends, as shares of the width. */
  start(day: number): number {
    return share((day - this.range.from) / this.size / this.count);
  }

  end(day: number): number {
    return day >= this.range.to ? 1 : this.start(day + 1);
  }
}

function share(x: number): number {
  return Math.min(1, Math.max(0, x));
}

/** spanned are the days of both ranges and between. */
export function spanned(a: Range, b: Range): Range {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

/** A Level is a zoom by its name, with how many days it shows at least. */
export interface Level {
  name: string;
  days: number;
}

/** levels are the zooms of the server, the closest first. */
export const levels: Level[] = [{ name: "day", days: 1 }, { name: "week", days: 7 }, { name: "month", days: 28 }, { name: "year", days: 365 }, { name: "whole", days: Infinity }];

/** levelFrom is the next zoom closer than the days shown, or the next wider one; undefined at the end of the way. */
export function levelFrom(shown: number, zoom: string, closer: boolean): string | undefined {
  const at = levels.findIndex((l) => l.name === zoom);
  if (closer) return levels.findLast((l, i) => (at < 0 ? l.days < shown : i < at))?.name;
  return levels.find((l, i) => (at < 0 ? l.days > shown : i > at))?.name;
}
