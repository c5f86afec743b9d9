import type { ChatExport } from "../chat/export.ts";
import type { Spill } from "../chat/spill.ts";
import type { Tell } from "../findings/finding.ts";
import type { ExportFolder } from "../folder/open.ts";
import { readCalendar } from "../meetings/calendar.ts";
import { mergeMeetings } from "../meetings/merge.ts";
import { readUcwa } from "../meetings/ucwa.ts";
import { readConferenceDirectories } from "../people/read-rooms.ts";
import type { ExistingAccount } from "../plan/outcome.ts";
import { planMigration, type MigrationPlan } from "../plan/planner.ts";
import type { ExportedMeeting, ExportedMessage } from "../records.ts";
import type { MigrationRules } from "../rules/rules.ts";
import { compareCounts } from "../user-data/compare.ts";
import { readUserData } from "../user-data/read.ts";
import { chatOf } from "./chat.ts";
import type { Gauge } from "./gauge.ts";
import { peopleOf, type Open } from "./people.ts";
import type { Sources } from "./sources.ts";

/** By address whether somebody of the lists is moved; whoever is not in them is missing. */
export type MovedByAddress = ReadonlyMap<string, boolean>;

export interface SurveyInput {
  readonly folder: ExportFolder;
  readonly sources: Sources;
  readonly rules: MigrationRules;
  readonly lists?: ReadonlyMap<string, readonly string[]>;
  readonly existing?: Iterable<ExistingAccount> | AsyncIterable<ExistingAccount>;
  readonly spill: Spill;
  /** Hears the messages of the chat, once it is known what becomes of everybody. */
  readonly hear?: (moves: MovedByAddress) => (message: ExportedMessage) => void;
}

/** What is known of an export once all of it was read: everybody's plan, and what stands where. */
export interface ExportSurvey {
  readonly sources: Sources;
  readonly plan: MigrationPlan;
  readonly moves: MovedByAddress;
  /** Put together, without the appointments themselves. */
  readonly meetings: readonly ExportedMeeting[];
  readonly conferenceDirectories: number;
  readonly contacts: SurveyedContacts;
  readonly chat: ChatExport | undefined;
}

export interface SurveyedContacts {
  /** By owner the first file that has their list: it holds. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** Owners who stand in that file more than once. */
  readonly repeated: ReadonlySet<string>;
  readonly contacts: number;
  /** Of these, contacts who are moved as well. */
  readonly contactsMoved: number;
  readonly blocked: number;
}

/** Reads an export once: decides about everybody, and tells what is wrong. */
export async function surveyExport(
  input: SurveyInput,
  gauge: Gauge,
  tell: Tell,
): Promise<ExportSurvey> {
  const { sources, rules } = input;
  const { open } = gauge;
  gauge.step = "meetings";
  const meetings = await meetingsOf(sources, open, tell);
  let conferenceDirectories = 0;
  for (const file of sources.conferenceDirectories) {
    for await (const _ of readConferenceDirectories(open(file), file.name, tell)) {
      conferenceDirectories += 1;
    }
  }

  gauge.step = "people";
  const nobody = sources.users.length === 0 && sources.directory.length === 0;
  if (nobody) tell({ code: "people-missing", severity: "stop", facts: {} });
  const plan = await planMigration({
    rules,
    people: peopleOf(sources, open, tell),
    ...(input.existing ? { existing: input.existing } : {}),
    ...(input.lists ? { lists: input.lists } : {}),
    partners: partnersOf(meetings),
  });
  for (const finding of plan.findings) tell(finding);

  gauge.step = "contacts";
  const moves = movedByAddress(plan);
  const contacts = await contactsOf(sources, open, plan, moves, tell);

  gauge.step = "chat";
  const { spill, hear } = input;
  const options = { spill, ...(hear ? { hear: hear(moves) } : {}) };
  const chat = await chatOf(sources, input.folder.files, open, options, tell);
  return { sources, plan, moves, meetings, conferenceDirectories, contacts, chat };
}

async function meetingsOf(
  sources: Sources,
  open: Open,
  tell: Tell,
): Promise<readonly ExportedMeeting[]> {
  const meetings: ExportedMeeting[] = [];
  for (const file of sources.ucwa) {
    for await (const meeting of readUcwa(file.name, open(file), tell)) meetings.push(meeting);
  }
  for (const file of sources.calendars) {
    for await (const meeting of readCalendar(file.name, open(file), tell)) {
      const { calendar } = meeting;
      meetings.push(calendar ? { ...meeting, calendar: { ...calendar, ics: "" } } : meeting);
    }
  }
  const merged = mergeMeetings(meetings);
  for (const finding of merged.findings) tell(finding);
  return merged.meetings;
}

/** Every attendee meets the organiser. */
async function* partnersOf(
  meetings: readonly ExportedMeeting[],
): AsyncGenerator<readonly [string, string]> {
  for (const { organizer, attendees } of meetings) {
    for (const attendee of attendees) {
      if (attendee !== organizer) yield [organizer, attendee];
    }
  }
}

function movedByAddress(plan: MigrationPlan): MovedByAddress {
  const moves = new Map<string, boolean>();
  for (const { kind, sipAddress } of plan.people) {
    // Of two people with one address one may be moved.
    if (sipAddress !== "" && moves.get(sipAddress) !== true) moves.set(sipAddress, kind === "ok");
  }
  return moves;
}

async function contactsOf(
  sources: Sources,
  open: Open,
  plan: MigrationPlan,
  moves: MovedByAddress,
  tell: Tell,
): Promise<SurveyedContacts> {
  const fileOf = new Map<string, string>();
  const repeated = new Set<string>();
  const found = { contacts: 0, contactsMoved: 0, blocked: 0 };
  let twice = 0;
  for (const file of sources.userData) {
    const isMoved = (address: string): boolean | undefined => moves.get(address);
    for await (const one of readUserData(file.name, open(file), tell, { isMoved })) {
      const first = fileOf.get(one.owner);
      if (first !== undefined) {
        if (first === file.name) repeated.add(one.owner);
        else twice += 1;
        continue;
      }
      fileOf.set(one.owner, file.name);
      found.contacts += one.contacts.length;
      found.blocked += one.blocked.length;
      found.contactsMoved += one.contactsMoved;
    }
  }
  if (twice > 0) tell({ code: "user-data-twice", severity: "note", facts: { count: twice } });
  if (sources.userData.length === 0) {
    tell({ code: "user-data-none", severity: "problem", facts: {} });
  } else if (moves.size > 0) {
    const enabled = plan.people.filter(
      ({ kind, sipAddress }) => kind !== "skipped" && sipAddress !== "",
    );
    const compared = compareCounts(
      enabled.map(({ sipAddress }) => sipAddress),
      new Set(fileOf.keys()),
    );
    for (const finding of compared.findings) tell(finding);
  }
  return { fileOf, repeated, ...found };
}
