import { wallOf } from "../calendar/time.ts";
import { useFormats } from "../formats.ts";
import { useHere } from "../use-now.ts";
import type { ShownTime } from "./use-meeting.ts";

/** When, in one's own zone, as a sentence: "Dienstag, 1. Dezember, 09:30–10:15". */
export function useWhen(): (time: Pick<ShownTime, "start" | "end">) => string {
  const { zone, today } = useHere();
  const formats = useFormats(zone);
  return ({ start, end }) => {
    const [from, to] = [wallOf(start, zone).day, wallOf(end, zone).day];
    const until = from === to ? formats.time(end) : formats.moment(end);
    return `${formats.dayLong(from, today)}, ${formats.time(start)}–${until}`;
  };
}
