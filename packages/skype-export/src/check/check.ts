import { RetentionCounter } from "../chat/retention.ts";
import type { Spill } from "../chat/spill.ts";
import type { Finding, Tell } from "../findings/finding.ts";
import type { ExportFolder } from "../folder/open.ts";
import type { ExistingAccount } from "../plan/outcome.ts";
import type { MigrationPlan } from "../plan/planner.ts";
import type { ExportedMessage } from "../records.ts";
import type { MigrationRules } from "../rules/rules.ts";
import { bytesOf, Gauge, type Progress } from "./gauge.ts";
import { lossesOf } from "./losses.ts";
import { sourcesOf } from "./sources.ts";
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
  let moved: ReadonlySet<string> = new Set();
  let said = new Said(moved, undefined);
  const listen = (): Said => {
    const { retentionDays: days } = input;
    return new Said(moved, days === undefined ? undefined : new RetentionCounter(days, now));
  };
  const { plan, meetings, contacts, chat, ...survey } = await surveyExport(
    {
      ...input,
      sources,
      hear(known) {
        moved = movedOf(known);
        said = listen();
        return (message) => said.add(message);
      },
    },
    gauge,
    tell,
  );
  if (chat?.heard === false) {
    gauge.again(bytes.chat);
    said = listen();
    for await (const message of chat.messages()) said.add(message);
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
    meetingsMoved: meetings.filter(({ organizer }) => moved.has(organizer)).length,
    conferenceDirectories: survey.conferenceDirectories,
  };
  for (const loss of lossesOf({ counts, sources, chat, retention: said.retention })) tell(loss);
  return { plan, counts, findings };
}

function movedOf(plan: MigrationPlan): ReadonlySet<string> {
  const moved = new Set<string>();
  for (const { kind, sipAddress } of plan.people) if (kind === "ok") moved.add(sipAddress);
  return moved;
}

/** What was said in the rooms, as it is counted. */
class Said {
  messages = 0;
  ofOthers = 0;
  files = 0;
  filesMissing = 0;

  constructor(
    private readonly moved: ReadonlySet<string>,
    readonly retention: RetentionCounter | undefined,
  ) {}

  add(message: ExportedMessage): void {
    this.messages += 1;
    if (!this.moved.has(message.sender)) this.ofOthers += 1;
    if (message.file) this.files += 1;
    if (message.file && message.file.path === undefined) this.filesMissing += 1;
    this.retention?.add(message);
  }
}
