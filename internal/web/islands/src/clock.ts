// Times of day in the reader's own zone. The page prints a time as its source gives it, with the source's zone; what stands
// here is added beside it, never in its place.

import { changed, make } from "./dom";

/** zoned is a time of day with its zone: 2031-06-16T14:05+02:00 or …Z. */
const zoned = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})$/;

/** A Here is an instant as a clock of the reader's shows it. */
export interface Here {
  /** the zone of the source: UTC+2 */
  source: string;
  /** the reader's time, with the day where it is another one; "" where the clocks show the same */
  here: string;
}

/** hereOf tells what the clocks of a zone show at a time; undefined where it has no time of day or no zone of its own. */
export function hereOf(datetime: string, zone: string): Here | undefined {
  const m = zoned.exec(datetime.trim());
  const at = m ? new Date(`${m[1]}T${m[2]}:00${colon(m[3] ?? "Z")}`) : undefined;
  if (!m || !at || Number.isNaN(at.getTime())) return undefined;
  const parts: Record<string, string> = {};
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  for (const p of format.formatToParts(at)) parts[p.type] = p.value;
  const day = `${parts["year"]}-${parts["month"]}-${parts["day"]}`;
  const clock = `${parts["hour"]}:${parts["minute"]}`;
  const same = day === m[1] && clock === m[2];
  return { source: nameOf(m[3] ?? "Z"), here: same ? "" : day === m[1] ? clock : `${day} ${clock}` };
}

function colon(offset: string): string {
  return offset === "Z" || offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}

/** nameOf writes an offset for people: "+02:00" is UTC+2, "-03:30" is UTC−3:30. */
function nameOf(offset: string): string {
  const [, sign, h, m] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  if (!sign || (h === "00" && m === "00")) return "UTC";
  return `UTC${sign === "-" ? "−" : "+"}${Number(h)}${m === "00" ? "" : `:${m}`}`;
}

/** clock adds the reader's time to the times of the page, now and after each change of it. */
export function clock(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = (): void => {
    for (const t of document.querySelectorAll<HTMLTimeElement>('time[datetime*=":"]:not([data-here])')) {
      const h = hereOf(t.dateTime, zone);
      t.dataset["here"] = h?.here ?? "";
      if (!h) continue;
      if (!t.textContent?.includes("UTC")) t.append(` ${h.source}`);
      if (h.here) t.after(make("span", { class: "here soft" }, ` = ${h.here} here`));
    }
  };
  all();
  document.addEventListener(changed, all);
}
