import { randomUUID } from "node:crypto";
import { keyOfItem, migrationItemSchema, type MigrationItemInput } from "@plenum/model/migration";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionOf } from "../database/database.ts";
import { killPart } from "../testing/parts.ts";
import { accountItem, MigrationDesk } from "../testing/migration.ts";
import { Stack, until } from "../testing/stack.ts";

let stack: Stack;
let desk: MigrationDesk;
let pool: Pool;
beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  desk = await MigrationDesk.open(stack);
});
afterAll(() => pool.end());

function historyOf(channel: string, blocks: number, messages: number): MigrationItemInput[] {
  return Array.from({ length: blocks }, (_, block) => ({
    kind: "history",
    channel,
    block,
    messages: Array.from({ length: messages }, (_message, index) => ({
      id: `${block}-${index}`,
      sentAt: 1_600_000_000_000 + (block * messages + index) * 1_000,
      sender: { name: "Anna" },
      text: `${block * messages + index}`,
    })),
  }));
}

/** Two channels with blocks of history, their people, a space, a group and a contact list. */
function agency(accounts: number, blocks: number, messages: number) {
  const id = randomUUID();
  const people = Array.from({ length: accounts }, (_, index) => desk.person(`p${index}`));
  const [anna = "", bernd = ""] = people;
  const channels = [`x/${id}`, `y-${id}`];
  const items: MigrationItemInput[] = [
    ...people.map((userId) => accountItem(userId)),
    { kind: "profile", userId: anna, organisation: "Amt" },
    { kind: "space", key: id, name: `1 Abteilung ${id}`, members: [anna], managers: [bernd] },
    { kind: "group-room", key: id, name: `2 Gruppe ${id}`, space: id, members: [anna, bernd] },
    ...channels.map((channel, which): MigrationItemInput => {
      return { kind: "channel", key: channel, name: `${which + 3} Kanal ${id}`, space: id };
    }),
    ...channels.flatMap((channel) => historyOf(channel, blocks, messages)),
    ...channels.map((channel): MigrationItemInput => {
      return { kind: "channel-members", channel, members: [anna], managers: [bernd] };
    }),
    { kind: "contacts", userId: anna, exportedAt: 5, others: [bernd], blocked: [bernd] },
  ];
  return { id, anna, people, items };
}

/** All that the homeserver has of it. */
async function seen({ id, anna }: { readonly id: string; readonly anna: string }) {
  const rooms = await desk.roomsNamed(id);
  const inside = rooms.filter(({ joined }) => joined > 1);
  const data = `/user/${encodeURIComponent(anna)}/account_data`;
  return {
    rooms,
    events: await Promise.all(inside.map((room) => desk.events(anna, room.id))),
    contacts: (await desk.matrix(anna, "GET", `${data}/chat.plenum.contacts`)).body,
    blocked: (await desk.matrix(anna, "GET", `${data}/m.ignored_user_list`)).body,
  };
}

/** Nothing is known of what came of an item; of rooms of one kind not even what the homeserver told. */
async function forget(item: unknown, on: Pool): Promise<void> {
  const { kind } = migrationItemSchema.parse(item);
  await on.query(
    `UPDATE migration_items SET state = 'queued', done_at = NULL, made = '{}', payload = $3,
       sighted_room_id = CASE WHEN kind = 'channel' THEN NULL ELSE sighted_room_id END
     WHERE kind = $1 AND key = $2`,
    [kind, keyOfItem(migrationItemSchema.parse(item)), JSON.stringify(item)],
  );
}

describe("whoever dies between an act and its mark", () => {
  it("has it done once, whatever kind it was", async () => {
    const wish = agency(3, 2, 4);
    const wave = await desk.wave();
    const ledger = await desk.run(wave, wish.items);
    expect(ledger.filter(({ state }) => state !== "done")).toEqual([]);
    const before = await seen(wish);
    expect(before.rooms.map(({ joined }) => joined)).toEqual([3, 3, 3, 3]);
    // What such a process leaves: everything is begun, and nothing is known of what came of it.
    for (const item of wish.items) await forget(item, pool);
    const again = await desk.run(wave, []);
    expect(again.filter(({ state }) => state !== "done")).toEqual([]);
    expect(await seen(wish)).toEqual(before);
    expect((await desk.account(wish.anna))?.external_ids).toHaveLength(1);

    // As if it had died with half of a block, and before an account had its ids.
    const block = wish.items.find(({ kind }) => kind === "history");
    if (block?.kind !== "history") throw new Error("there is no history");
    const longer = { ...block, messages: [...block.messages, { ...block.messages[0], id: "new" }] };
    await forget(longer, pool);
    for (const item of wish.items) {
      if (item.kind === "channel-members") await forget(item, pool);
    }
    const path = `/v2/users/${encodeURIComponent(wish.anna)}`;
    await desk.asAdmin("PUT", path, { external_ids: [] });
    await forget(accountItem(wish.anna), pool);
    await desk.run(wave, []);
    const total = (all: typeof before): number => all.events.flat().length;
    expect(total(await seen(wish))).toBe(total(before) + 1);
    expect((await desk.account(wish.anna))?.external_ids).toHaveLength(1);
  }, 90_000);
});

/** The appservice dies and is back. */
async function killed(): Promise<void> {
  const isBack = await killPart(stack, "appservice");
  await isBack();
}

describe("a wave whose process is killed", () => {
  it("loses nothing and makes nothing twice, and is taken back as well", async () => {
    const wish = agency(30, 2, 10);
    const wave = await desk.wave();
    await desk.add(wave, wish.items);
    await desk.act(wave, "start");
    await desk.reachesAtLeast(wave, "history", 1);
    await killed();
    const done = await desk.reaches(wave, "done");
    expect(done.kinds.filter((kind) => kind.done !== kind.total)).toEqual([]);
    const { rooms, events } = await seen(wish);
    expect(rooms.map(({ joined }) => joined)).toEqual([3, 3, 3, 3]);
    const texts = events.map((room) =>
      room.filter(({ type }) => type === "m.room.message").map(({ content }) => content["body"]),
    );
    const whole = Array.from({ length: 20 }, (_, index) => `Anna: ${index}`);
    expect(texts.filter((room) => room.length > 0)).toEqual([whole, whole]);

    await desk.act(wave, "rollback");
    await until(async () => {
      const now = await desk.state(wave);
      return now.kinds.some((kind) => kind.kind === "channel" && kind.undone > 0) ? now : undefined;
    });
    await killed();
    await desk.reaches(wave, "rolled-back");
    expect(await desk.roomsNamed(wish.id)).toEqual([]);
    for (const userId of wish.people.slice(0, 5)) {
      expect((await desk.account(userId))?.deactivated).toBe(true);
    }
  }, 120_000);
});
