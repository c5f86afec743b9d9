import { z } from "zod";
import { MIGRATION_MARKER } from "../../apps/appservice/src/migration/executors/room-state.ts";
import type { MigrationDesk } from "../../apps/appservice/src/testing/migration.ts";

/** Requests at the same time. */
const PARALLEL = 8;
/** Rooms of one answer. */
const PAGE = 250;

export interface SeenRoom {
  readonly id: string;
  /** Of the item it was made for. */
  readonly mark: string;
  /** Nobody is in it, and nobody can ever enter: the homeserver died before its maker had. */
  readonly isEmpty: boolean;
}

const roomsSchema = z.object({
  rooms: z.array(z.looseObject({ room_id: z.string() })),
  next_batch: z.number().optional(),
});
const stateSchema = z.object({
  state: z.array(z.looseObject({ type: z.string(), content: z.record(z.string(), z.unknown()) })),
});
const eventsSchema = z.object({
  chunk: z.array(
    z.looseObject({
      type: z.string(),
      state_key: z.string().optional(),
      content: z.record(z.string(), z.unknown()),
    }),
  ),
  end: z.string().optional(),
});
export type SeenEvent = z.infer<typeof eventsSchema>["chunk"][number];

/** Every room with one of these marks, also one that is not finished and has no name yet. */
export async function roomsMarked(
  desk: MigrationDesk,
  marks: ReadonlySet<string>,
): Promise<readonly SeenRoom[]> {
  const ids: string[] = [];
  for (let from: number | undefined = 0; from !== undefined;) {
    const page: z.infer<typeof roomsSchema> = roomsSchema.parse(
      (await desk.asAdmin("GET", `/v1/rooms?limit=${PAGE}&from=${from}`)).body,
    );
    ids.push(...page.rooms.map((room) => room.room_id));
    from = page.next_batch;
  }
  const seen: SeenRoom[] = [];
  await forAll([...new Set(ids)], async (id) => {
    const answer = await desk.asAdmin("GET", `/v1/rooms/${encodeURIComponent(id)}/state`);
    const { state } = stateSchema.parse(answer.body);
    const mark = state.find(({ type }) => type === "m.room.create")?.content[MIGRATION_MARKER];
    const isEmpty = !state.some(({ type }) => type === "m.room.member");
    if (typeof mark === "string" && marks.has(mark)) seen.push({ id, mark, isEmpty });
  });
  return seen;
}

/** Everything that stands in a room, oldest first. */
export async function eventsIn(desk: MigrationDesk, roomId: string): Promise<readonly SeenEvent[]> {
  const events: SeenEvent[] = [];
  let from = "";
  for (;;) {
    const path = `/v1/rooms/${encodeURIComponent(roomId)}/messages?dir=f&limit=500${from}`;
    const page = eventsSchema.parse((await desk.asAdmin("GET", path)).body);
    events.push(...page.chunk);
    if (page.end === undefined || page.chunk.length === 0) return events;
    from = `&from=${encodeURIComponent(page.end)}`;
  }
}

/** How many of these people have an account with a name and the one id of the sign-in service. */
export async function hasAccount(desk: MigrationDesk, people: readonly string[]): Promise<number> {
  let complete = 0;
  await forAll(people, async (userId) => {
    const account = await desk.account(userId);
    if (account?.deactivated === false && account.external_ids.length === 1) complete += 1;
  });
  return complete;
}

export function countOf(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

async function forAll<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}
