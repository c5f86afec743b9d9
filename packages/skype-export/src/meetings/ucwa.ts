import { z } from "zod";
import type { Tell } from "../findings/finding.ts";
import { limited } from "../findings/limit.ts";
import type { ExportedMeeting } from "../records.ts";
import { cleanLabel, sipAddress } from "../text/clean.ts";
import { decodeXml } from "../xml/decode.ts";
import { stoppedFinding } from "../xml/told.ts";
import { meetingOfFocus, meetingOfUrl, organizerOf, urlOfMeeting } from "./links.ts";

/** One organiser has some hundred meetings of 2 kB. */
const MAX_CHARACTERS = 32 * 1024 * 1024;
const MAX_PEOPLE = 5000;

const text = z.string().catch("");
const people = z
  .array(z.string().catch(""))
  .catch([])
  .transform((list) => [
    ...new Set(list.slice(0, MAX_PEOPLE).flatMap((written) => sipAddress(written) ?? [])),
  ]);
const itemSchema = z.object({
  subject: text,
  joinUrl: text,
  onlineMeetingId: text,
  onlineMeetingUri: text,
  organizerUri: text,
  attendees: people,
  leaders: people,
  accessLevel: text,
  conferenceId: text,
});
const listSchema = z.array(z.unknown());
const wrappedSchema = z.object({
  _embedded: z.union([
    z.object({ myOnlineMeeting: listSchema }),
    z.object({ myOnlineMeetings: listSchema }),
    z.object({ myOnlineMeeting: z.record(z.string(), z.unknown()) }),
  ]),
});

/**
 * Reads the answer of UCWA's `myOnlineMeetings`: the collection as it came, the list in it, or one
 * meeting. There are no dates in it: those have the calendars.
 */
export async function* readUcwa(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  tell: Tell,
): AsyncGenerator<ExportedMeeting> {
  const limit = limited(tell, file);
  let items: readonly unknown[] = [];
  try {
    let whole = "";
    for await (const piece of decodeXml(bytes)) {
      whole += piece;
      if (whole.length > MAX_CHARACTERS) throw new Error("longer than 32 MB");
    }
    items = itemsOf(JSON.parse(whole));
  } catch (error) {
    const stopped = stoppedFinding(error, file, "");
    if (error instanceof SyntaxError) {
      const facts = { detail: error.message.slice(0, 120) };
      limit.tell({ code: "ucwa-json", severity: "stop", place: { file }, facts });
    } else limit.tell(stopped);
    return;
  }
  if (items.length === 0) {
    limit.tell({ code: "ucwa-empty", severity: "note", place: { file }, facts: {} });
  }
  for (const [at, item] of items.entries()) {
    const meeting = meetingOf(item, file);
    if (meeting !== undefined) yield meeting;
    else {
      const facts = { number: at + 1 };
      limit.tell({ code: "ucwa-meeting", severity: "problem", place: { file }, facts });
    }
  }
  limit.close();
}

function itemsOf(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json;
  const wrapped = wrappedSchema.safeParse(json);
  if (!wrapped.success) return json === null || typeof json !== "object" ? [] : [json];
  const [list] = Object.values(wrapped.data).flatMap((inner) => Object.values(inner));
  return Array.isArray(list) ? list : [list];
}

function meetingOf(item: unknown, file: string): ExportedMeeting | undefined {
  const read = itemSchema.safeParse(item);
  if (!read.success) return undefined;
  const { joinUrl, onlineMeetingUri, organizerUri, onlineMeetingId, ...rest } = read.data;
  const link = meetingOfUrl(joinUrl) ?? meetingOfFocus(onlineMeetingUri);
  const organizer =
    sipAddress(organizerUri) ?? (link === undefined ? undefined : organizerOf(link));
  const id = link?.id ?? onlineMeetingId.toUpperCase();
  if (link === undefined || organizer === undefined || !/^[A-Z0-9]{4,64}$/.test(id))
    return undefined;
  const dialInId = rest.conferenceId.trim();
  const accessLevel = cleanLabel(rest.accessLevel);
  return {
    kind: "meeting",
    place: { file },
    conferenceId: id,
    organizer,
    joinUrl: urlOfMeeting(link),
    subject: cleanLabel(rest.subject),
    attendees: rest.attendees,
    leaders: rest.leaders,
    ...(accessLevel === "" ? {} : { accessLevel }),
    ...(/^\d{1,20}$/.test(dialInId) ? { dialInId } : {}),
  };
}
