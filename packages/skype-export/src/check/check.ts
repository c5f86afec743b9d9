import { RetentionCounter } from "../chat/retention.ts";
import type { Spill } from "../chat/spill.ts";
import type { Finding, Tell } from "../findings/finding.ts";
import type { ExportFolder } from "../folder/open.ts";
import type { ExistingAccount } from "../plan/outcome.ts";
import type { MigrationPlan } from "../plan/planner.ts";
import type { ExportedMessage } from "../records.ts";
import type { MigrationRules } from "../rules/rules.ts";
import type { MovedByAddress } from "../user-data/census.ts";
import { bytesOf, Gauge, type Progress } from "./gauge.ts";
import { lossesOf } from "./losses.ts";
import { sourcesOf } from "./sources.ts";
import type { ReadContactsBeside } from "./contacts.ts";
import { surveyExport } from "./survey.ts";

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
  readonly progress?: Progress;
  readonly contactsBeside?: ReadContactsBeside;
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
  const { folder, now } = input;
  const findings: Finding[] = [];
  const tell: Tell = (finding) => {
    if (findings.length < MOST_FINDINGS) findings.push(finding);
  };
  const sources = sourcesOf(folder.files, tell);
  const bytes = bytesOf(sources);
  const gauge = new Gauge(bytes.others + bytes.chat, input.progress);
  const said = new Said(input.retentionDays, now);
  const { plan, moves, meetings, contacts, chat, ...survey } = await surveyExport(
    { ...input, sources, hear: (known) => said.from(known) },
    gauge,
    tell,
  );
  if (chat?.heard === false) {
    gauge.again(bytes.chat);
    const hear = said.from(moves);
    for await (const message of chat.messages()) hear(message);
  }

  const counts: CheckCounts = {
    people: plan.people.length,
    contactLists: contacts.fileOf.size,
    contacts: contacts.contacts,
    contactsMoved: contacts.contactsMoved,
    blocked: contacts.blocked,
    channels: chat?.channels.length ?? 0,
    messages: said.messages,
    messagesOfOthers: said.ofOthers,
    files: said.files,
    filesMissing: said.filesMissing,
    meetings: meetings.length,
    meetingsMoved: meetings.filter(({ organizer }) => moves.get(organizer) === true).length,
    conferenceDirectories: survey.conferenceDirectories,
  };
  for (const loss of lossesOf({ counts, sources, chat, retention: said.retention })) tell(loss);
  return { plan, counts, findings };
}

/** What was said in the rooms, as it is counted. */
class Said {
  messages = 0;
  ofOthers = 0;
  files = 0;
  filesMissing = 0;
  retention: RetentionCounter | undefined;

  constructor(
    private readonly retentionDays: number | undefined,
    private readonly now: number,
  ) {}

  /** Begins to count, from nothing. @returns takes one message after the other */
  from(moves: MovedByAddress): (message: ExportedMessage) => void {
    const { retentionDays: days } = this;
    this.retention = days === undefined ? undefined : new RetentionCounter(days, this.now);
    this.messages = 0;
    this.ofOthers = 0;
    this.files = 0;
    this.filesMissing = 0;
    return (message) => {
      this.messages += 1;
      if (moves.get(message.sender) !== true) this.ofOthers += 1;
      if (message.file) this.files += 1;
      if (message.file && message.file.path === undefined) this.filesMissing += 1;
      this.retention?.add(message);
    };
  }
}
