import type { ExportSurvey } from "../check/survey.ts";
import type { Finding, Tell } from "../findings/finding.ts";
import { waveApiName } from "../rules/wave-name.ts";
import type { MigrationRules } from "../rules/rules.ts";
import { channelsOf, type PlannedChannel } from "./channels.ts";
import { groupRoomsOf, type PlannedRoom } from "./group-rooms.ts";
import { meetingKeys } from "./meetings.ts";
import { movesOf, type Moves } from "./moves.ts";
import { comersOf } from "./shared-room.ts";
import type { ItemsCode } from "./words.ts";

/** A wave of the rules, as it is called on the server. */
export interface PlannedWave {
  /** Place in the rules, from 0. */
  readonly at: number;
  /** In addresses and commands. */
  readonly name: string;
  readonly label: string;
  /** `2027-02-02`. */
  readonly day: string | undefined;
  /** As the rules say it: `2027-02-01T18:00`. */
  readonly freeze: string | undefined;
  /** People with an account on this server, and on others. */
  readonly people: number;
  readonly elsewhere: number;
}

/** What all waves of an export have in common. */
export interface ItemPlan {
  readonly serverName: string;
  readonly rules: MigrationRules;
  readonly survey: ExportSurvey;
  readonly waves: readonly PlannedWave[];
  readonly moves: Moves;
  readonly spaces: readonly PlannedRoom[];
  readonly rooms: readonly PlannedRoom[];
  readonly channels: readonly PlannedChannel[];
  readonly meetingKey: ReturnType<typeof meetingKeys>;
}

/**
 * Decides who is moved by which wave, and on which server and with which wave every room is made.
 * @param serverName of the homeserver that is to be filled
 */
export function itemPlanOf(
  survey: ExportSurvey,
  rules: MigrationRules,
  serverName: string,
  tell: Tell,
): ItemPlan {
  const moves = movesOf(survey.plan, rules);
  const { moved, left } = channelsOf(survey.chat?.channels ?? [], moves, rules);
  const inChannels = new Set(moved.flatMap(({ people }) => people));
  const say = (
    code: ItemsCode,
    severity: Finding["severity"],
    facts: Finding["facts"] & { readonly count: number },
  ): void => {
    if (facts.count > 0) tell({ code, severity, facts });
  };
  say("items-without-wave", "problem", { count: moves.withoutWave });
  say("items-channels-left", "loss", counted(left));
  const here = moved.filter(({ server }) => server === serverName);
  say("items-channels-disabled", "note", counted(here.filter(({ disabled }) => disabled)));
  const silent = here.filter((one) => one.onlyManagersWrite && one.managers.size === 0);
  say("items-channels-silent", "problem", counted(silent.filter(({ disabled }) => !disabled)));
  return {
    serverName,
    rules,
    survey,
    waves: wavesOf(moves, rules, serverName),
    moves,
    ...groupRoomsOf(moves, rules, inChannels),
    channels: moved,
    meetingKey: meetingKeys(survey.meetings),
  };
}

function wavesOf(
  { movers }: Moves,
  rules: MigrationRules,
  serverName: string,
): readonly PlannedWave[] {
  const people = rules.waves.map(() => ({ people: 0, elsewhere: 0 }));
  for (const { wave, server } of movers) {
    const counts = people[wave];
    if (counts) counts[server === serverName ? "people" : "elsewhere"] += 1;
  }
  return rules.waves.map(({ name, date, freeze }, at) => ({
    at,
    name: waveApiName(name),
    label: name,
    day: date?.slice(0, 10),
    freeze,
    ...(people[at] ?? { people: 0, elsewhere: 0 }),
  }));
}

/** Whether a wave makes anything on this server: somebody's account, or people of others in rooms of it. */
export function bringsAnything({ serverName, ...plan }: ItemPlan, wave: PlannedWave): boolean {
  if (wave.people > 0) return true;
  return [...plan.spaces, ...plan.rooms, ...plan.channels].some(
    (room) => room.server === serverName && comersOf(room, wave.at).length > 0,
  );
}

/** How many, and the names of the first. */
export function counted(rooms: readonly { readonly name: string }[]): {
  readonly count: number;
  readonly examples: string;
} {
  const examples = rooms.slice(0, 3).map(({ name }) => name);
  return { count: rooms.length, examples: examples.join(", ") };
}
