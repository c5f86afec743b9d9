import type { ChatExport } from "../chat/export.ts";
import type { Spill } from "../chat/spill.ts";
import type { Finding, Tell } from "../findings/finding.ts";
import type { ExportFile, ExportFolder } from "../folder/open.ts";
import { readCalendar } from "../meetings/calendar.ts";
import { mergeMeetings } from "../meetings/merge.ts";
import { readUcwa } from "../meetings/ucwa.ts";
import { readConferenceDirectories } from "../people/read-rooms.ts";
import type { ExistingAccount } from "../plan/outcome.ts";
import { planMigration, type MigrationPlan } from "../plan/planner.ts";
import type { ExportedMeeting, ExportedMessage } from "../records.ts";
import type { MigrationRules } from "../rules/rules.ts";
import type { MovedByAddress } from "../user-data/census.ts";
import { chatOf } from "./chat.ts";
import {
  readContactLists,
  tellOfContacts,
  type ContactLists,
  type ReadContactsBeside,
} from "./contacts.ts";
import type { Gauge } from "./gauge.ts";
import { peopleOf, type Open } from "./people.ts";
import type { Sources } from "./sources.ts";

export interface SurveyInput {
  readonly folder: ExportFolder;
  readonly sources: Sources;
  readonly rules: MigrationRules;
  readonly lists?: ReadonlyMap<string, readonly string[]>;
  readonly existing?: Iterable<ExistingAccount> | AsyncIterable<ExistingAccount>;
  readonly spill: Spill;
  /** Hears the messages of the chat, once it is known what becomes of everybody. */
  readonly hear?: (moves: MovedByAddress) => (message: ExportedMessage) => void;
  /** Reads the contact lists beside everything else; without it they have their turn. */
  readonly contactsBeside?: ReadContactsBeside;
}

/** What is known of an export once all of it was read: everybody's plan, and what stands where. */
export interface ExportSurvey {
  readonly sources: Sources;
  readonly plan: MigrationPlan;
  readonly moves: MovedByAddress;
  /** Put together, without the appointments themselves. */
  readonly meetings: readonly ExportedMeeting[];
  readonly conferenceDirectories: number;
  readonly contacts: ContactLists;
  readonly chat: ChatExport | undefined;
}

/** Reads an export once: decides about everybody, and tells what is wrong. */
export async function surveyExport(
  input: SurveyInput,
  gauge: Gauge,
  tell: Tell,
): Promise<ExportSurvey> {
  const { sources, contactsBeside } = input;
  const end = new AbortController();
  const decided = decide(input, gauge, tell);
  const whoMoves = decided.then(({ moves }) => moves);
  const beside = contactsBeside?.(sources.userData, whoMoves, gauge.add, end.signal);
  // Heard of where they are waited for: before that nobody takes care of them.
  for (const early of [whoMoves, beside]) early?.catch(() => undefined);
  try {
    const { plan, moves, meetings, conferenceDirectories } = await decided;
    gauge.step = "contacts";
    const lists = beside ?? (await readContactLists(opened(sources, gauge.open), whoMoves));
    gauge.step = "chat";
    // Told after what is wrong with the contacts, whichever is read first.
    const ofChat: Finding[] = [];
    const chat = await chatIn(input, moves, gauge.open, (finding) => void ofChat.push(finding));
    gauge.step = "contacts";
    const contacts = await lists;
    tellOfContacts(contacts, sources.userData, plan, tell);
    for (const finding of ofChat) tell(finding);
    return { sources, plan, moves, meetings, conferenceDirectories, contacts, chat };
  } finally {
    end.abort();
  }
}

function opened({ userData }: Sources, open: Open): readonly Pick<ExportFile, "name" | "open">[] {
  return userData.map((file) => ({ name: file.name, open: () => open(file) }));
}

/** What becomes of everybody, and what has to be read for that. */
async function decide(
  input: SurveyInput,
  gauge: Gauge,
  tell: Tell,
): Promise<Pick<ExportSurvey, "plan" | "moves" | "meetings" | "conferenceDirectories">> {
  const { sources } = input;
  gauge.step = "meetings";
  const meetings = await meetingsOf(sources, gauge.open, tell);
  const conferenceDirectories = await directoriesOf(sources, gauge.open, tell);
  gauge.step = "people";
  const plan = await planOf(input, meetings, gauge.open, tell);
  return { plan, moves: movedByAddress(plan), meetings, conferenceDirectories };
}

async function directoriesOf(sources: Sources, open: Open, tell: Tell): Promise<number> {
  let directories = 0;
  for (const file of sources.conferenceDirectories) {
    for await (const _ of readConferenceDirectories(open(file), file.name, tell)) directories += 1;
  }
  return directories;
}

async function planOf(
  { sources, rules, existing, lists }: SurveyInput,
  meetings: readonly ExportedMeeting[],
  open: Open,
  tell: Tell,
): Promise<MigrationPlan> {
  const nobody = sources.users.length === 0 && sources.directory.length === 0;
  if (nobody) tell({ code: "people-missing", severity: "stop", facts: {} });
  const plan = await planMigration({
    rules,
    people: peopleOf(sources, open, tell),
    ...(existing ? { existing } : {}),
    ...(lists ? { lists } : {}),
    partners: partnersOf(meetings),
  });
  for (const finding of plan.findings) tell(finding);
  return plan;
}

function chatIn(
  { sources, folder, spill, hear }: SurveyInput,
  moves: MovedByAddress,
  open: Open,
  tell: Tell,
): Promise<ChatExport | undefined> {
  const options = { spill, ...(hear ? { hear: hear(moves) } : {}) };
  return chatOf(sources, folder.files, open, options, tell);
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
