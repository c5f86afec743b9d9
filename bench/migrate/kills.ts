import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  keyOfItem,
  migrationItemSchema,
  type MigrationItemInput,
  type MigrationKind,
  type Wave,
} from "@plenum/model/migration";
import { markerOf } from "../../apps/appservice/src/migration/executors/room-state.ts";
import type { MigrationDesk } from "../../apps/appservice/src/testing/migration.ts";
import { killPart } from "../../apps/appservice/src/testing/parts.ts";
import type { BenchContext, Figure } from "../src/figure.ts";
import { accountNamed, laid } from "./accounts.ts";
import { countOf, eventsIn, hasAccount, roomsMarked, type SeenRoom } from "./on-homeserver.ts";

const ACCOUNTS = Number(process.env["PLENUM_BENCH_WAVE"] ?? 600);
const GROUPS = 24;
const MEMBERS = 10;
const BLOCKS = 12;
const MESSAGES = 5;
/** What is killed, and of which kind some part is made by then: at a random moment. */
const KILLS: readonly (readonly ["appservice" | "synapse", MigrationKind])[] = [
  ["appservice", "account"],
  ["synapse", "group-room"],
  ["appservice", "group-room"],
  ["appservice", "history"],
];
/** Milliseconds between two looks at a wave that is to be hit. */
const LOOK = 20;
/** Milliseconds after which a wave that is not done is given up. */
const LONGEST = 15 * 60_000;

interface Agency {
  readonly id: string;
  readonly people: readonly string[];
  readonly items: readonly MigrationItemInput[];
}

/** Whether a wave whose processes are killed does anything twice, or leaves anything out. */
export async function killFigures(
  desk: MigrationDesk,
  { log }: Pick<BenchContext, "log">,
): Promise<Figure[]> {
  const agency = agencyOf(desk);
  const wave = await laid(desk, agency.items);
  const start = performance.now();
  await desk.act(wave, "start");
  const finish = Date.now() + LONGEST;
  for (const [part, kind] of KILLS) {
    const share = Math.random();
    const at = await reached(desk, wave, kind, share, finish);
    await pause(Math.random() * 200);
    const isBack = await killPart(desk.stack, part);
    log(`migrate: killed ${part} with ${at} of ${kind}`);
    await isBack();
  }
  const done = await finished(desk, wave, finish);
  log(`migrate: done after ${Math.round((performance.now() - start) / 1000)} s; counting`);
  return counted(desk, agency, done);
}

function agencyOf(desk: MigrationDesk): Agency {
  const id = randomBytes(4).toString("hex");
  const accounts = Array.from({ length: ACCOUNTS }, (_, at) => accountNamed(desk, `${id}-${at}`));
  const people = accounts.map(({ userId }) => userId);
  const some = (from: number): string[] =>
    Array.from({ length: MEMBERS }, (_, at) => people[(from + at) % people.length] ?? "");
  const channel = `channel-${id}`;
  const items: MigrationItemInput[] = [
    ...accounts,
    { kind: "space", key: id, name: `Abteilung ${id}`, members: some(0) },
    ...Array.from({ length: GROUPS }, (_, at): MigrationItemInput => {
      const key = `${id}-${at}`;
      return { kind: "group-room", key, name: `Gruppe ${key}`, space: id, members: some(at * 7) };
    }),
    { kind: "channel", key: channel, name: `Kanal ${id}`, space: id },
    ...Array.from({ length: BLOCKS }, (_, block): MigrationItemInput => {
      const messages = Array.from({ length: MESSAGES }, (_message, at) => ({
        id: `${block}-${at}`,
        sentAt: 1_600_000_000_000 + (block * MESSAGES + at) * 60_000,
        sender: { name: "Anna" },
        text: `${id} ${block * MESSAGES + at}`,
      }));
      return { kind: "history", channel, block, messages };
    }),
    { kind: "channel-members", channel, members: some(3) },
  ];
  return { id, people, items };
}

function ofKind({ kinds }: Wave, kind: MigrationKind): { readonly done: number; total: number } {
  return kinds.find((one) => one.kind === kind) ?? { done: 0, total: 0 };
}

/** Waits until some share of a kind is made. @returns how much was, in words */
async function reached(
  desk: MigrationDesk,
  wave: string,
  kind: MigrationKind,
  share: number,
  finish: number,
): Promise<string> {
  for (;;) {
    const now = await desk.state(wave);
    const { done, total } = ofKind(now, kind);
    // Something of it is still to be made, or else nothing is hit.
    if (done >= Math.min(Math.ceil(share * total), total - 1)) return `${done} of ${total}`;
    if (Date.now() > finish) throw new Error(`a wave made only ${done} of ${kind}`);
    await pause(LOOK);
  }
}

async function finished(desk: MigrationDesk, wave: string, finish: number): Promise<Wave> {
  for (;;) {
    const now = await desk.state(wave).catch(() => undefined);
    if (now?.state === "done") return now;
    if (Date.now() > finish) throw new Error(`a wave that was killed is ${now?.state}`);
    await pause(500);
  }
}

async function counted(desk: MigrationDesk, agency: Agency, wave: Wave): Promise<Figure[]> {
  const { people, items } = agency;
  const marks = items.flatMap((raw) => {
    const item = migrationItemSchema.parse(raw);
    const isRoom = item.kind === "space" || item.kind === "group-room" || item.kind === "channel";
    return isRoom ? [markerOf(item.kind, keyOfItem(item))] : [];
  });
  const marked = await roomsMarked(desk, new Set(marks));
  const rooms = marked.filter(({ isEmpty }) => !isEmpty);
  const accounts = await hasAccount(desk, people);
  const unfinished = wave.kinds.reduce((sum, { done, total }) => sum + total - done, 0);
  const wanted = BLOCKS * MESSAGES;
  const memberships = await membershipsIn(desk, rooms);
  return [
    none("items of a wave with four kills that are not done", unfinished, items.length),
    none(
      `accounts missing or incomplete, of ${people.length}`,
      people.length - accounts,
      people.length,
    ),
    none(
      `rooms missing or made twice, of ${marks.length}`,
      marks.filter((mark) => rooms.filter((room) => room.mark === mark).length !== 1).length,
      marks.length,
    ),
    leftBehind(marked.length - rooms.length),
    none(
      `messages missing or written twice, of ${wanted}`,
      await wrong(desk, agency, rooms),
      wanted,
    ),
    none(
      `people invited or joined twice, or not there, of ${memberships.wanted}`,
      memberships.wrong,
      memberships.wanted,
    ),
  ];
}

/** Of the channel's messages: not there exactly once, or not in their order. */
async function wrong(
  desk: MigrationDesk,
  { id }: Agency,
  rooms: readonly SeenRoom[],
): Promise<number> {
  const texts: string[] = [];
  for (const room of rooms) {
    for (const { type, content } of await eventsIn(desk, room.id)) {
      if (type === "m.room.message") texts.push(String(content["body"]));
    }
  }
  let bad = Math.max(0, texts.length - BLOCKS * MESSAGES);
  for (let at = 0; at < BLOCKS * MESSAGES; at += 1) {
    if (texts[at] !== `Anna: ${id} ${at}`) bad += 1;
  }
  return bad;
}

/** Everybody is invited once and comes in once, into each room that is theirs. */
async function membershipsIn(
  desk: MigrationDesk,
  rooms: readonly SeenRoom[],
): Promise<{ readonly wrong: number; readonly wanted: number }> {
  const wanted = rooms.length * MEMBERS;
  let right = 0;
  let more = 0;
  for (const { id } of rooms) {
    const events = (await eventsIn(desk, id)).filter(({ type }) => type === "m.room.member");
    const each = countOf(
      events.map(({ state_key: who = "", content }) => `${String(content["membership"])} ${who}`),
    );
    for (const [act, times] of each) {
      if (times > 1) more += 1;
      else if (act.startsWith("join @bench-")) right += 1;
    }
  }
  return { wrong: Math.max(more, wanted - right), wanted };
}

function none(name: string, value: number, n: number): Figure {
  return {
    bench: "migrate",
    figure: name,
    value,
    unit: "",
    aim: { atMost: 0 },
    spread: [value, value],
    n,
  };
}

/** What the homeserver alone does, and no request of ours can hinder. */
function leftBehind(value: number): Figure {
  const figure = "rooms that a killed homeserver left behind, empty and closed to all";
  return { bench: "migrate", figure, value, unit: "", spread: [value, value], n: 1 };
}
