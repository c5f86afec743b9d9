import { isKey } from "@plenum/model/migration";
import type { Finding } from "../findings/finding.ts";
import type { ExportedPerson } from "../records.ts";
import { waveMaker } from "../waves/assign.ts";
import { compared, type MigrationRules } from "../rules/rules.ts";
import { Unmatched } from "./unmatched.ts";
import { goalMaker } from "./goals.ts";
import { mapAddress } from "./map-address.ts";
import {
  KIND_OF,
  type ExistingAccount,
  type OutcomeCode,
  type OutcomeKind,
  type PlannedPerson,
} from "./outcome.ts";

export interface PlanInput {
  readonly rules: MigrationRules;
  readonly people: AsyncIterable<ExportedPerson>;
  /** Accounts of the homeserver, where it was asked. */
  readonly existing?: Iterable<ExistingAccount> | AsyncIterable<ExistingAccount>;
  /** Addresses of the list files of waves, by the name of the file as the rules give it. */
  readonly lists?: ReadonlyMap<string, readonly string[]>;
  /** Who meets whom, one pair a meeting, in any order; read once and not kept. */
  readonly partners?: AsyncIterable<readonly [string, string]>;
}

export interface MigrationPlan {
  /** Sorted by address; the same whatever the order of the files was. */
  readonly people: readonly PlannedPerson[];
  readonly totals: Readonly<Record<OutcomeKind, number>>;
  readonly byCode: ReadonlyMap<OutcomeCode, number>;
  /** People (`ok`) by name of the space, the room, the wave. */
  readonly spaces: ReadonlyMap<string, number>;
  readonly rooms: ReadonlyMap<string, number>;
  readonly waves: ReadonlyMap<string, number>;
  /** People (`ok`) who are in no wave. */
  readonly withoutWave: number;
  /** Rules that mean nobody; `stop` where a list of people is missing. */
  readonly findings: readonly Finding[];
}

/** One small record a person, while it is not known who else wants the same. */
interface Draft {
  readonly person: Omit<
    PlannedPerson,
    "kind" | "code" | "detail" | "userId" | "externalId" | "wave"
  >;
  readonly guid: string | undefined;
  userId: string | undefined;
  externalId: string | undefined;
  code: OutcomeCode;
  detail: string;
  wave: string | undefined;
}

/**
 * Decides what becomes of everybody. No two people get one Matrix id and nobody gets that of somebody
 * else: where two would, neither of them is made, since nobody but a human can tell who is meant.
 */
export async function planMigration(input: PlanInput): Promise<MigrationPlan> {
  const { rules } = input;
  const waves = waveMaker(rules.waves, input.lists ?? new Map());
  const unmatched = new Unmatched(rules, input.lists ?? new Map());
  const goalsOf = goalMaker(rules);
  const drafts: Draft[] = [];
  for await (const person of input.people) {
    const draft = draftOf(person, rules, goalsOf(person));
    draft.wave = waves.byRule(person);
    unmatched.look(person);
    drafts.push(draft);
  }
  drafts.sort(byWhatTheySay);

  leaveOutRepeated(drafts);
  refuseTwice(drafts, "same-address", ({ person }) => person.sipAddress);
  refuseTwice(drafts, "same-guid", ({ guid }) => guid);
  refuseTwice(drafts, "same-id", ({ userId }) => userId);
  refuseTwice(drafts, "same-sign-in", ({ externalId }) => externalId);
  await compareWithExisting(drafts, input.existing ?? []);

  const moved = drafts.filter(({ code }) => KIND_OF[code] === "ok");
  await waves.addPartners(
    moved.map((draft) => ({
      address: draft.person.sipAddress,
      wave: draft.wave,
      join: (wave: string) => {
        draft.wave = wave;
      },
    })),
    input.partners,
  );
  for (const draft of moved) draft.wave ??= rules.otherwise;
  return { ...totalled(drafts), findings: unmatched.findings() };
}

function draftOf(
  person: ExportedPerson,
  rules: MigrationRules,
  goals: Pick<PlannedPerson, "spaces" | "rooms">,
): Draft {
  const { sipAddress, writtenAddress, displayName, department, mail, lineUri, place } = person;
  const draft: Draft = {
    person: {
      place,
      sipAddress,
      writtenAddress,
      displayName,
      department,
      mail,
      lineUri,
      ...goals,
    },
    guid: person.guid,
    userId: undefined,
    externalId: undefined,
    code: "ready",
    detail: "",
    wave: undefined,
  };
  const end = (code: OutcomeCode, detail = sipAddress) => Object.assign(draft, { code, detail });
  if (person.meetingRoom === true) return end("meeting-room");
  if (person.accountDisabled === true) return end("account-disabled");
  if (!person.enabled) return end("not-enabled");
  if (sipAddress === "") return end("no-address", writtenAddress || displayName);
  const mapped = mapAddress(sipAddress, rules);
  if (mapped.userId === undefined) return end(mapped.why, mapped.detail);
  const externalId = person[rules.signIn.id];
  if (externalId === undefined || !isKey(externalId)) return end("no-sign-in", rules.signIn.id);
  draft.userId = mapped.userId;
  draft.externalId = externalId;
  return draft;
}

/** By address; those who say the same of themselves but for the place are alike. */
function byWhatTheySay(one: Draft, other: Draft): number {
  const order = compareTexts(one.person.sipAddress, other.person.sipAddress);
  return order === 0 ? compareTexts(everything(one), everything(other)) : order;
}

function everything({ person, ...draft }: Draft): string {
  const { place: _, ...said } = person;
  return JSON.stringify([draft.guid ?? "", draft, said]);
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** An export that was joined twice names the same person twice; that is no conflict. */
function leaveOutRepeated(drafts: readonly Draft[]): void {
  const seen = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.userId === undefined || draft.guid === undefined) continue;
    const key = `${draft.guid}\n${draft.person.sipAddress}`;
    const first = seen.get(key);
    if (!first) seen.set(key, draft);
    else {
      draft.code = "repeated";
      draft.detail = nameOf(first, draft);
      draft.userId = undefined;
    }
  }
}

/**
 * Refuses all of those who would share something that only one person can have. Who is refused
 * already still counts: what they would have had is nobody else's for that.
 */
function refuseTwice(
  drafts: readonly Draft[],
  code: OutcomeCode,
  keyOf: (draft: Draft) => string | undefined,
): void {
  const first = new Map<string, Draft>();
  for (const draft of drafts) {
    const own = draft.userId === undefined ? undefined : keyOf(draft);
    if (own === undefined) continue;
    const key = compared(own);
    const other = first.get(key);
    if (!other) first.set(key, draft);
    else {
      refuse(other, code, nameOf(draft, other));
      refuse(draft, code, nameOf(other, draft));
    }
  }
}

function refuse(draft: Draft, code: OutcomeCode, detail: string): void {
  if (draft.code === "ready") Object.assign(draft, { code, detail });
}

/** The other one, so that it can be found: by address, and where that is the same by line. */
function nameOf(other: Draft, than: Draft): string {
  const { sipAddress, displayName, place } = other.person;
  const line = place.line === undefined ? place.file : `${place.file}:${place.line}`;
  return sipAddress === than.person.sipAddress
    ? `${displayName} (${line})`
    : `${sipAddress} (${displayName}, ${line})`;
}

async function compareWithExisting(
  drafts: readonly Draft[],
  existing: Iterable<ExistingAccount> | AsyncIterable<ExistingAccount>,
): Promise<void> {
  const byId = new Map<string, Draft>();
  const bySignIn = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.userId === undefined || draft.externalId === undefined) continue;
    byId.set(draft.userId, draft);
    bySignIn.set(compared(draft.externalId), draft);
  }
  /** By draft: an account of that id, and whose sign-in it has; another account of their sign-in. */
  const theirs = new Map<Draft, boolean>();
  const elsewhere = new Map<Draft, string>();
  for await (const { userId, externalIds } of existing) {
    const same = byId.get(userId);
    const mine = compared(same?.externalId ?? "");
    if (same) {
      // An account of two sign-ins may come in two pieces.
      const isTheirs = externalIds.some((id) => compared(id) === mine);
      theirs.set(same, isTheirs || theirs.get(same) === true);
    }
    for (const id of externalIds) {
      const draft = bySignIn.get(compared(id));
      if (!draft || draft.userId === userId) continue;
      const known = elsewhere.get(draft);
      if (known === undefined || userId < known) elsewhere.set(draft, userId);
    }
  }
  for (const [draft, userId] of elsewhere) refuse(draft, "sign-in-taken", userId);
  for (const [draft, isTheirs] of theirs) {
    refuse(draft, isTheirs ? "there-already" : "id-taken", draft.userId ?? "");
  }
}

function totalled(drafts: readonly Draft[]): Omit<MigrationPlan, "findings"> {
  const totals = { ok: 0, conflict: 0, skipped: 0, blocked: 0 };
  const byCode = new Map<OutcomeCode, number>();
  const [spaces, rooms, waves] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  let withoutWave = 0;
  const people = drafts.map(({ person, code, detail, userId, externalId, wave }): PlannedPerson => {
    const kind = KIND_OF[code];
    totals[kind] += 1;
    count(byCode, code);
    const ok = kind === "ok";
    if (ok) {
      for (const space of person.spaces) count(spaces, space);
      for (const room of person.rooms) count(rooms, room);
      if (wave === undefined) withoutWave += 1;
      else count(waves, wave);
    }
    return {
      ...person,
      kind,
      code,
      detail,
      userId: ok ? userId : undefined,
      externalId: ok ? externalId : undefined,
      wave,
    };
  });
  return { people, totals, byCode, spaces, rooms, waves, withoutWave };
}

function count<Key>(map: Map<Key, number>, key: Key): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
