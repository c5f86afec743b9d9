import { randomUUID } from "node:crypto";
import { MODERATOR_POWER } from "@plenum/model";
import { lookUpItemsResponseSchema, type MigrationItemInput } from "@plenum/model/migration";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connectionOf, inTransaction } from "../database/database.ts";
import { accountItem, MigrationDesk } from "../testing/migration.ts";
import { Stack, until } from "../testing/stack.ts";
import { Ledger } from "./ledger.ts";

const stateSchema = z.object({
  state: z.array(
    z.looseObject({ state_key: z.string(), content: z.record(z.string(), z.unknown()) }),
  ),
});

let desk: MigrationDesk;
let pool: Pool;
beforeAll(async () => {
  const stack = await Stack.open();
  desk = await MigrationDesk.open(stack);
  pool = new Pool(connectionOf(stack.config));
});
afterAll(() => pool.end());

function line(index: number) {
  return {
    id: `${index}`,
    sentAt: Date.UTC(2020, 1, 3) + index,
    sender: { name: "Bernd Braun" },
    text: `Zeile ${index}`,
  };
}

/** A space, a group's room and a channel with two lines, as every wave sends them. */
function sharedRooms(id: string): MigrationItemInput[] {
  return [
    { kind: "space", key: `s-${id}`, name: `Bereich ${id}` },
    { kind: "group-room", key: `g-${id}`, name: `Gruppe ${id}`, space: `s-${id}` },
    { kind: "channel", key: `c-${id}`, name: `Kanal ${id}`, space: `s-${id}` },
    { kind: "history", channel: `c-${id}`, block: 0, messages: [line(1), line(2)] },
    { kind: "channel-members", channel: `c-${id}` },
  ];
}

/** People of one wave: an account each, and their places in the three rooms. */
function comers(
  id: string,
  part: string,
  people: readonly string[],
  managers: readonly string[] = [],
): MigrationItemInput[] {
  const rooms = [
    { kind: "space", key: `s-${id}` },
    { kind: "group-room", key: `g-${id}` },
    { kind: "channel", key: `c-${id}` },
  ] as const;
  return [
    ...[...people, ...managers].map((userId) => accountItem(userId)),
    ...rooms.map((room): MigrationItemInput => ({
      kind: "members",
      part,
      room,
      members: [...people],
      managers: [...managers],
    })),
  ];
}

async function joinedIn(id: string): Promise<readonly (readonly [string, number])[]> {
  return (await desk.roomsNamed(id)).map(({ name, joined }) => [name.split(" ")[0] ?? "", joined]);
}

/** Two waves with one person each, who share three rooms; the first has them in its hands. */
async function twoWaves() {
  const id = randomUUID();
  const [anna, bernd] = [desk.person("anna"), desk.person("bernd")];
  const [first, second] = [await desk.wave(), await desk.wave()];
  await desk.add(first, [...sharedRooms(id), ...comers(id, first, [anna])]);
  const added = await desk.add(second, [...sharedRooms(id), ...comers(id, second, [], [bernd])]);
  return { id, anna, bernd, first, second, added };
}

describe("rooms that waves share", () => {
  it("are made by the wave that starts first; each brings its own people", async () => {
    const { id, anna, bernd, first, second, added } = await twoWaves();
    expect(added).toMatchObject({ added: 4, refused: 5 });
    expect(new Set(added.told.map(({ reason }) => reason))).toEqual(new Set(["other-wave"]));

    await desk.run(second, []);
    expect(await joinedIn(id)).toEqual([
      ["Bereich", 2],
      ["Gruppe", 2],
      ["Kanal", 2],
    ]);
    const looked = await desk.stack.ask("POST", "/api/v1/migration/items/look-up", {
      bearer: desk.bearer,
      body: {
        items: [
          { kind: "channel", key: `c-${id}` },
          { kind: "channel", key: `c-${id}` },
          { kind: "account", key: anna },
          { kind: "account", key: "@nobody:x.example" },
        ],
      },
    });
    const { items } = lookUpItemsResponseSchema.parse(looked.body);
    const found = items.map(({ kind, wave, state }) => `${kind} ${wave} ${state}`);
    expect(new Set(found)).toEqual(new Set([`account ${first} queued`, `channel ${second} done`]));
    expect(found).toHaveLength(2);

    const [channel] = (await desk.roomsNamed(id)).slice(-1);
    const seen = await desk.events(bernd, channel?.id ?? "");
    expect(seen.filter(({ type }) => type === "m.room.message")).toHaveLength(2);
    const power = seen.findLast(({ type }) => type === "m.room.power_levels");
    expect(power?.content["users"]).toMatchObject({ [bernd]: MODERATOR_POWER });

    const ledger = await desk.run(first, []);
    expect(ledger.map(({ kind, state }) => [kind, state])).toEqual([
      ["account", "done"],
      ["members", "done"],
      ["members", "done"],
      ["members", "done"],
    ]);
    expect(await joinedIn(id)).toEqual([
      ["Bereich", 3],
      ["Gruppe", 3],
      ["Kanal", 3],
    ]);
    // The rooms are there: whoever sends them again hears nothing new.
    expect(await desk.add(first, sharedRooms(id))).toMatchObject({ unchanged: 5, refused: 0 });
  });

  it("take in whoever a later export adds, and leave those alone who have left", async () => {
    const { id, anna, first } = await twoWaves();
    await desk.run(first, []);
    const room = (await desk.roomsNamed(id)).find(({ name }) => name.startsWith("Gruppe"));
    await desk.matrix(anna, "POST", `/rooms/${encodeURIComponent(room?.id ?? "")}/leave`, {});
    const dora = desk.person("dora");
    const more = comers(id, first, [anna, dora]);
    expect(await desk.add(first, more)).toMatchObject({ added: 1, unchanged: 1, replaced: 3 });
    await desk.run(first, []);
    expect(await joinedIn(id)).toEqual([
      ["Bereich", 3],
      ["Gruppe", 2],
      ["Kanal", 3],
    ]);
    await desk.rollBack(first);
    expect(await joinedIn(id)).toEqual([]);
  });

  it("go with the last wave that is taken back", async () => {
    const { id, anna, bernd, first, second } = await twoWaves();
    await desk.run(first, []);
    await desk.run(second, []);
    // The rooms are the first wave's, and it goes first.
    const gone = await desk.rollBack(first);
    expect(new Set(gone.map(({ kind }) => kind))).toEqual(new Set(["account", "members"]));
    expect((await desk.account(anna))?.deactivated).toBe(true);
    // The homeserver lets whoever was deactivated leave a moment later.
    await until(async () => {
      const joined = (await joinedIn(id)).map(([, people]) => people);
      return joined.join(" ") === "2 2 2" ? true : undefined;
    });
    const rest = await desk.rollBack(second);
    expect(rest.map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => "undone"));
    expect(await joinedIn(id)).toEqual([]);
    expect((await desk.account(bernd))?.deactivated).toBe(true);
  });

  it("go with waves that are taken back at the same time", async () => {
    const { id, first, second } = await twoWaves();
    await desk.run(first, []);
    await desk.run(second, []);
    // Whichever of both is looked at first: nobody keeps a room for people who are leaving it, too.
    await inTransaction(pool, async (client) => {
      const ledger = new Ledger(client);
      const keptForSecond = () => ledger.hasOthers(first, "group-room", `g-${id}`);
      expect(await keptForSecond()).toBe(true);
      await client.query("UPDATE migration_waves SET state = 'rolling-back' WHERE name = $1", [
        second,
      ]);
      expect(await keptForSecond()).toBe(false);
      await client.query("UPDATE migration_waves SET state = 'done' WHERE name = $1", [second]);
    });
    const all = (await Promise.all([desk.rollBack(first), desk.rollBack(second)])).flat();
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(["undone"]));
    expect(await joinedIn(id)).toEqual([]);
  });

  it("that nobody has made are waited for or missed, and invitations are taken back", async () => {
    const { id, anna, first, second } = await twoWaves();
    const before = await desk.stack.colleague();
    const own = accountItem(before.userId, {
      externalIds: [{ provider: "oidc-test", id: before.userId }],
    });
    await desk.asAdmin("PUT", `/v2/users/${encodeURIComponent(before.userId)}`, {
      external_ids: [{ auth_provider: "oidc-test", external_id: before.userId }],
    });
    const third = await desk.wave();
    const missing = await desk.run(third, [
      own,
      {
        kind: "members",
        part: third,
        room: { kind: "group-room", key: `missing-${id}` },
        members: [before.userId],
      },
      {
        kind: "members",
        part: third,
        room: { kind: "group-room", key: `g-${id}` },
        members: [before.userId],
      },
    ]);
    expect(missing.map(({ state, problem }) => [state, problem])).toContainEqual([
      "failed",
      "no-room",
    ]);
    // Their own account is invited; the room and its space were made for them by this wave.
    const room = (await desk.roomsNamed(id)).find(({ name }) => name.startsWith("Gruppe"));
    const membership = async (userId: string): Promise<unknown> => {
      const path = `/v1/rooms/${encodeURIComponent(room?.id ?? "")}/state`;
      const { state } = stateSchema.parse((await desk.asAdmin("GET", path)).body);
      return state.find(({ state_key: key }) => key === userId)?.content["membership"];
    };
    expect(await membership(before.userId)).toBe("invite");
    await desk.run(first, []);
    await desk.rollBack(third);
    expect(await membership(before.userId)).toBe("leave");
    expect(await membership(anna)).toBe("join");
    await desk.rollBack(first);
    await desk.rollBack(second);
  });
});
