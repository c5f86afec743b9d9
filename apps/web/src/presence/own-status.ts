import type { OwnStatusChange } from "@plenum/matrix";
import type { ChosenState } from "@plenum/model";

/** What the dialog asks for; days as the browser's date field gives them, `2026-12-03`. */
export interface StatusForm {
  readonly state: ChosenState | "out-of-office";
  readonly text: string;
  readonly until: "open" | "hour" | "today" | "date";
  readonly firstDay: string;
  readonly lastDay: string;
}

export type StatusFormProblem = "dayMissing" | "dayOrder";

/** First or last moment of a day where the person is. */
function momentOf(day: string, end: boolean): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (match === null) return undefined;
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number];
  return end
    ? new Date(year, month - 1, date, 23, 59, 59, 999).getTime()
    : new Date(year, month - 1, date).getTime();
}

function endOfToday(now: number): number {
  return new Date(now).setHours(23, 59, 59, 999);
}

/**
 * The change of status that a filled-in dialog means, or what is wrong with it.
 * @param now milliseconds by the server's clock
 */
export function statusChange(
  form: StatusForm,
  now: number,
): { readonly change: OwnStatusChange } | { readonly problem: StatusFormProblem } {
  const { state, text } = form;
  const needsDay = state === "out-of-office" || form.until === "date";
  const last = needsDay ? momentOf(form.lastDay, true) : undefined;
  if (needsDay && (last === undefined || last <= now)) return { problem: "dayMissing" };
  if (state === "out-of-office") {
    const from = momentOf(form.firstDay, false);
    const until = last ?? endOfToday(now);
    if (from !== undefined && from > until) return { problem: "dayOrder" };
    return { change: { kind: state, text, until, ...(from === undefined ? {} : { from }) } };
  }
  const until =
    form.until === "hour" ? now + 3_600_000 : form.until === "today" ? endOfToday(now) : last;
  return {
    change: {
      kind: "chosen",
      state,
      text,
      ...(until === undefined ? {} : { until: Math.round(until) }),
    },
  };
}
