export const MEETINGS_VIEWS = ["day", "week", "list"] as const;
export type MeetingsView = (typeof MEETINGS_VIEWS)[number];

/** A meeting, or one occurrence of it by the wall time that the rule gives it. */
export interface MeetingPlace {
  readonly id: string;
  readonly original?: string;
}

/** What an address under `/meetings` shows. */
export interface MeetingsAddress {
  /** Absent: as it was left last, or a meeting alone. */
  readonly view?: MeetingsView;
  /** The day in the middle of it, e.g. `2026-12-01`; absent: today. */
  readonly day?: string;
  readonly meeting?: MeetingPlace;
}

const DAY = /^[12]\d{3}-\d{2}-\d{2}$/;
const WALL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * `/meetings[/day|week|list][/2026-12-01][/<meeting>[/<occurrence>]]`, or
 * `/meetings/meeting/<meeting>[/<occurrence>]` for a meeting alone.
 * @param parts of the path after `meetings`, decoded
 * @returns undefined where that is no such address
 */
export function parseMeetings(parts: readonly string[]): MeetingsAddress | undefined {
  const rest = [...parts];
  if (rest[0] === "meeting") {
    const meeting = placeOf(rest.slice(1));
    return meeting === undefined ? undefined : { meeting };
  }
  const view = MEETINGS_VIEWS.find((one) => one === rest[0]);
  if (view !== undefined) rest.shift();
  const day = rest[0] !== undefined && DAY.test(rest[0]) ? rest.shift() : undefined;
  if (rest.length === 0) {
    return { ...(view === undefined ? {} : { view }), ...(day === undefined ? {} : { day }) };
  }
  const meeting = placeOf(rest);
  // A meeting beside the calendar needs to say beside which.
  if (meeting === undefined || view === undefined || day === undefined) return undefined;
  return { view, day, meeting };
}

function placeOf(parts: readonly string[]): MeetingPlace | undefined {
  const [id, original, ...more] = parts;
  if (id === undefined || !ID.test(id) || more.length > 0) return undefined;
  if (original === undefined) return { id };
  return WALL_TIME.test(original) ? { id, original } : undefined;
}

/** The address of a view, or of a meeting. */
export function meetingsPath({ view, day, meeting }: MeetingsAddress = {}): string {
  const place =
    meeting === undefined
      ? []
      : [meeting.id, ...(meeting.original === undefined ? [] : [meeting.original])];
  if (view === undefined && meeting !== undefined) {
    return ["/meetings/meeting", ...place].join("/");
  }
  const parts = [view, day, ...place].filter((part) => part !== undefined);
  return ["/meetings", ...parts].join("/");
}
