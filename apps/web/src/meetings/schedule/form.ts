import {
  conferenceKindSchema,
  daySchema,
  recurrenceSchema,
  userIdSchema,
  type ChangeMeetingRequest,
  type ConferenceTemplate,
  type CreateMeetingRequest,
  type Meeting,
} from "@plenum/model";
import { z } from "zod";
import { readDay, readMinutes, readTime } from "./typed.ts";

const personSchema = z.union([
  z.object({ userId: userIdSchema, name: z.string(), optional: z.boolean().optional() }),
  z.object({ mail: z.string(), name: z.string(), optional: z.boolean().optional() }),
]);
/** Somebody invited, with the name that is shown. */
export type FormPerson = z.infer<typeof personSchema>;

const PLACES = 10;

/** What stands in the dialog: times as they were typed, everything else as it is sent. */
export const formSchema = z.object({
  title: z.string(),
  description: z.string(),
  kind: conferenceKindSchema,
  day: z.string(),
  time: z.string(),
  length: z.string(),
  timeZone: z.string(),
  recurrence: recurrenceSchema.optional(),
  people: z.array(personSchema),
  places: z.string(),
  lobby: z.boolean(),
  encrypted: z.boolean(),
  reminder: z.number().int(),
});
export type Form = z.infer<typeof formSchema>;

/** What is wrong with a field; the sentence is a text of that name. */
export type FormProblem =
  | "title"
  | "day"
  | "time"
  | "length"
  | "placeLong"
  | "placesMany"
  | "peopleMany"
  | "until";
export type FormProblems = Partial<
  Record<"title" | "day" | "time" | "length" | "places" | "people" | "recurrence", FormProblem>
>;

/** A form of which every field could be read. */
export type Fields = Required<
  Pick<
    CreateMeetingRequest,
    | "title"
    | "description"
    | "kind"
    | "start"
    | "minutes"
    | "timeZone"
    | "places"
    | "lobby"
    | "encrypted"
    | "reminder"
    | "people"
  >
> &
  Pick<CreateMeetingRequest, "recurrence">;

/** Places as they are typed: one a line, or with semicolons between. */
export function readPlaces(typed: string): readonly string[] {
  return typed
    .split(/[;\n]/)
    .map((place) => place.trim())
    .filter((place) => place !== "");
}

/**
 * Reads the dialog's fields.
 * @param today for days typed without a year
 */
export function readForm(
  form: Form,
  today: string,
): { readonly fields?: Fields; readonly problems: FormProblems } {
  const title = form.title.trim();
  const day = readDay(form.day, today);
  const time = readTime(form.time);
  const minutes = readMinutes(form.length);
  const places = readPlaces(form.places);
  const until = form.recurrence?.until;
  const problems: FormProblems = {
    ...(title === "" ? { title: "title" as const } : {}),
    ...(day === undefined ? { day: "day" as const } : {}),
    ...(time === undefined ? { time: "time" as const } : {}),
    ...(minutes === undefined ? { length: "length" as const } : {}),
    ...(places.length > PLACES ? { places: "placesMany" as const } : {}),
    ...(places.some((place) => place.length > 100) ? { places: "placeLong" as const } : {}),
    ...(form.people.length > 500 ? { people: "peopleMany" as const } : {}),
    ...(until !== undefined && (!daySchema.safeParse(until).success || (day ?? "") > until)
      ? { recurrence: "until" as const }
      : {}),
  };
  if (day === undefined || time === undefined || minutes === undefined) return { problems };
  if (Object.keys(problems).length > 0) return { problems };
  return {
    problems,
    fields: {
      title,
      description: form.description.trim(),
      kind: form.kind,
      start: `${day}T${time}`,
      minutes,
      timeZone: form.timeZone,
      ...(form.recurrence === undefined ? {} : { recurrence: form.recurrence }),
      people: form.people.map((person) => ({
        ...("userId" in person
          ? { userId: person.userId }
          : { mail: person.mail, name: person.name }),
        ...(person.optional === true ? { optional: true } : {}),
      })),
      places: [...places],
      lobby: form.lobby,
      encrypted: form.encrypted,
      reminder: form.reminder,
    },
  };
}

const CHOICES = ["encrypted", "lobby"] as const;
/** What of a template the dialog needs. */
export type RoomTemplate = Pick<ConferenceTemplate, "encrypted" | "lobby" | "choices">;

/** With what the agency's template does not leave open as the template says. */
export function fitted(form: Form, template: RoomTemplate | undefined): Form {
  if (template === undefined) return form;
  const fixed = CHOICES.filter(
    (name) => !template.choices[name] && form[name] !== template[name],
  ).map((name) => [name, template[name]] as const);
  return fixed.length === 0 ? form : { ...form, ...Object.fromEntries(fixed) };
}

/** The dialog's fields for a meeting that is there. @param words writes days and lengths as shown */
export function formOf(
  meeting: Meeting,
  words: { readonly day: (day: string) => string; readonly length: (minutes: number) => string },
  original?: string,
): Form {
  const exception = meeting.exceptions.find((one) => one.original === original);
  const start = exception?.start ?? original ?? meeting.start;
  return {
    title: exception?.title ?? meeting.title,
    description: meeting.description,
    kind: meeting.kind,
    day: words.day(start.slice(0, 10)),
    time: start.slice(11),
    length: words.length(exception?.minutes ?? meeting.minutes),
    timeZone: meeting.timeZone,
    ...(meeting.recurrence === undefined ? {} : { recurrence: meeting.recurrence }),
    people: meeting.people.flatMap(({ userId, mail, name, optional }): FormPerson[] => {
      const more = { name, ...(optional ? { optional } : {}) };
      if (userId !== undefined) return [{ userId, ...more }];
      return mail === undefined ? [] : [{ mail, ...more }];
    }),
    places: meeting.places.join("\n"),
    lobby: meeting.lobby,
    encrypted: meeting.encrypted,
    reminder: meeting.reminder,
  };
}

/** Fields of one occurrence that may differ from its series. */
const OF_OCCURRENCE = ["title", "start", "minutes"] as const;

/**
 * What somebody has changed, and nothing else: what others have changed meanwhile stays.
 * @param before the fields as the dialog was opened
 * @param original set: only what one occurrence can have of its own
 */
export function changesOf(
  before: Fields,
  after: Fields,
  original?: string,
): Omit<ChangeMeetingRequest, "version"> {
  const differs = (name: keyof Fields): boolean =>
    JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  if (original !== undefined) {
    const changed = OF_OCCURRENCE.filter(differs).map((name) => [name, after[name]] as const);
    return { original, ...Object.fromEntries(changed) };
  }
  const { recurrence, ...rest } = after;
  const names = (Object.keys(rest) as (keyof typeof rest)[]).filter(
    // The room is as it was made.
    (name) => name !== "encrypted" && differs(name),
  );
  return {
    ...Object.fromEntries(names.map((name) => [name, rest[name]])),
    ...(differs("recurrence") ? { recurrence: recurrence ?? null } : {}),
  };
}
