import type { ChatExport } from "../chat/export.ts";
import { RetentionCounter } from "../chat/retention.ts";
import type { Spill } from "../chat/spill.ts";
import type { Finding, Tell } from "../findings/finding.ts";
import type { ExportFile, ExportFolder } from "../folder/open.ts";
import { readCalendar } from "../meetings/calendar.ts";
import { mergeMeetings } from "../meetings/merge.ts";
import { readUcwa } from "../meetings/ucwa.ts";
import { readConferenceDirectories } from "../people/read-rooms.ts";
import type { ExistingAccount } from "../plan/outcome.ts";
import { planMigration, type MigrationPlan } from "../plan/planner.ts";
import type { ExportedMeeting } from "../records.ts";
import type { MigrationRules } from "../rules/rules.ts";
import { compareCounts } from "../user-data/compare.ts";
import { readUserData } from "../user-data/read.ts";
import { chatOf } from "./chat.ts";
import { lossesOf } from "./losses.ts";
import { peopleOf, type Open } from "./people.ts";
import { sourcesOf, type Sources } from "./sources.ts";

/** What is being read at the moment. */
export type CheckStep = "meetings" | "people" | "contacts" | "chat";

export interface CheckInput {
  readonly folder: ExportFolder;
  readonly rules: MigrationRules;
  readonly lists?: ReadonlyMap<string, readonly string[]>;
  readonly existing?: Iterable<ExistingAccount> | AsyncIterable<ExistingAccount>;
  /** Days after which the homeserver removes messages; undefined where it keeps them. */
  readonly retentionDays?: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly spill: Spill;
  /** @param done @param total bytes */
  readonly progress?: (step: CheckStep, done: number, total: number) => void;
}

/** How much of everything there is. */
export interface CheckCounts {
  readonly people: number;
  /** People whose contacts were found. */
  readonly contactLists: number;
  readonly contacts: number;
  /** Of these, contacts who are moved as well. */
  readonly contactsMoved: number;
  readonly blocked: number;
  readonly channels: number;
  readonly messages: number;
  /** Messages of people who are not moved; they stand under their names. */
  readonly messagesOfOthers: number;
  readonly files: number;
  readonly filesMissing: number;
  readonly meetings: number;
  /** Meetings whose organiser is moved. */
  readonly meetingsMoved: number;
  readonly conferenceDirectories: number;
}

export interface CheckResult {
  readonly plan: MigrationPlan;
  readonly counts: CheckCounts;
  /** In the order in which they were noticed. */
  readonly findings: readonly Finding[];
}

/** Findings of all files; those of one code in one file are limited by the readers. */
const MOST_FINDINGS = 5_000;

/**
 * The dry run: reads the whole export and says what a move would make of it. It writes nothing but
 * what does not fit into memory, and that into the spill it is given.
 */
export async function checkExport(input: CheckInput): Promise<CheckResult> {
  const { folder, rules, now } = input;
  const findings: Finding[] = [];
  const tell: Tell = (finding) => {
    if (findings.length < MOST_FINDINGS) findings.push(finding);
  };
  const sources = sourcesOf(folder.files, tell);
  const gauge = new Gauge(sources, input.progress);
  const { open } = gauge;

  gauge.step = "meetings";
  const meetings = await meetingsOf(sources, open, tell);
  let directories = 0;
  for (const file of sources.conferenceDirectories) {
    for await (const _ of readConferenceDirectories(open(file), file.name, tell)) directories += 1;
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
  const moved = new Set<string>();
  const known = new Set<string>();
  for (const { kind, sipAddress } of plan.people) {
    if (sipAddress !== "") known.add(sipAddress);
    if (kind === "ok") moved.add(sipAddress);
  }

  gauge.step = "contacts";
  const contacts = await contactsOf(sources, open, plan, known, moved, tell);

  gauge.step = "chat";
  const chat = await chatOf(sources, folder.files, open, input.spill, tell);
  const said = await messagesOf(chat, moved, input.retentionDays, now);

  const counts: CheckCounts = {
    people: plan.people.length,
    ...contacts,
    channels: chat?.channels.length ?? 0,
    messages: said.messages,
    messagesOfOthers: said.ofOthers,
    files: said.files,
    filesMissing: said.filesMissing,
    meetings: meetings.length,
    meetingsMoved: meetings.filter(({ organizer }) => moved.has(organizer)).length,
    conferenceDirectories: directories,
  };
  for (const loss of lossesOf({ counts, sources, chat, retention: said.retention })) tell(loss);
  return { plan, counts, findings };
}

/** Counts bytes as they are read; tables of messages are read twice. */
class Gauge {
  step: CheckStep = "meetings";
  private done = 0;
  private readonly total: number;

  constructor(
    sources: Sources,
    private readonly progress: CheckInput["progress"],
  ) {
    const once = [
      ...sources.users,
      ...sources.directory,
      ...sources.meetingRooms,
      ...sources.conferenceDirectories,
      ...sources.chatRooms,
      ...sources.userData,
      ...sources.ucwa,
      ...sources.calendars,
    ];
    const chat = [...sources.compliance, ...sources.chatTables.values()];
    this.total = bytesOf(once) + 2 * bytesOf(chat);
  }

  readonly open: Open = (file) => this.counted(file);

  private async *counted(file: ExportFile): AsyncGenerator<Uint8Array> {
    for await (const piece of file.open()) {
      this.done += piece.byteLength;
      this.progress?.(this.step, Math.min(this.done, this.total), this.total);
      yield piece;
    }
  }
}

function bytesOf(files: readonly ExportFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Without the appointments themselves, which only a move needs. */
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

async function contactsOf(
  sources: Sources,
  open: Open,
  plan: MigrationPlan,
  known: ReadonlySet<string>,
  moved: ReadonlySet<string>,
  tell: Tell,
): Promise<Pick<CheckCounts, "contactLists" | "contacts" | "contactsMoved" | "blocked">> {
  const owners = new Set<string>();
  const found = { contacts: 0, contactsMoved: 0, blocked: 0 };
  let twice = 0;
  for (const file of sources.userData) {
    const isKnown = (address: string): boolean => known.has(address);
    for await (const one of readUserData(file.name, open(file), tell, { isKnown })) {
      if (owners.has(one.owner)) {
        twice += 1;
        continue;
      }
      owners.add(one.owner);
      found.contacts += one.contacts.length;
      found.blocked += one.blocked.length;
      for (const { sipAddress } of one.contacts) {
        if (moved.has(sipAddress)) found.contactsMoved += 1;
      }
    }
  }
  if (twice > 0) tell({ code: "user-data-twice", severity: "note", facts: { count: twice } });
  if (sources.userData.length === 0) {
    tell({ code: "user-data-none", severity: "problem", facts: {} });
  } else if (known.size > 0) {
    const enabled = plan.people.filter(
      ({ kind, sipAddress }) => kind !== "skipped" && sipAddress !== "",
    );
    const compared = compareCounts(
      enabled.map(({ sipAddress }) => sipAddress),
      owners,
    );
    for (const finding of compared.findings) tell(finding);
  }
  return { contactLists: owners.size, ...found };
}

async function messagesOf(
  chat: ChatExport | undefined,
  moved: ReadonlySet<string>,
  retentionDays: number | undefined,
  now: number,
) {
  const retention =
    retentionDays === undefined ? undefined : new RetentionCounter(retentionDays, now);
  const said = { messages: 0, ofOthers: 0, files: 0, filesMissing: 0 };
  for await (const message of chat?.messages() ?? []) {
    said.messages += 1;
    if (!moved.has(message.sender)) said.ofOthers += 1;
    if (message.file) said.files += 1;
    if (message.file && message.file.path === undefined) said.filesMissing += 1;
    retention?.add(message);
  }
  return { ...said, retention };
}
