import type { InstallationConfig } from "@plenum/model";
import { z } from "zod";
import type { Paths } from "../installation/paths.ts";
import { type Reporter, secondsSince } from "../terminal/reporter.ts";
import { inParallel } from "./in-parallel.ts";
import { MatrixApi, MatrixApiError } from "./matrix-api.ts";
import {
  ADMIN,
  cardOf,
  DEPARTMENTS,
  type DepartmentKey,
  PEOPLE,
  headOf,
  peopleOf,
} from "./people.ts";
import type { DemoMessage, DemoRoom } from "./demo-room.ts";
import { ROOMS } from "./rooms.ts";
import { type DemoAccounts, type SeedState, readSeedState, writeSeedState } from "./state.ts";
import { workdaysAgo } from "./workdays.ts";

/** How many rooms are filled at the same time; more only queues up in the homeserver. */
const CONCURRENCY = 3;
const AGENCY_SPACE = "landesamt";
const anything = z.unknown();
const roomIdAnswer = z.object({ room_id: z.string() });

/** Fills the homeserver with the demo agency. Every step that is done is written down at once. */
export class Seeder {
  readonly #paths: Paths;
  readonly #config: InstallationConfig;
  readonly #api: MatrixApi;
  readonly #reporter: Reporter;
  readonly #now = new Date();
  readonly #state: SeedState;
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    paths: Paths,
    config: InstallationConfig,
    api: MatrixApi,
    reporter: Reporter,
    state: SeedState,
  ) {
    this.#paths = paths;
    this.#config = config;
    this.#api = api;
    this.#reporter = reporter;
    this.#state = state;
  }

  /**
   * Makes people, spaces, rooms and their history, or what is still missing of them.
   * @param importToken of the import registration that the homeserver was started with
   */
  static async run(
    paths: Paths,
    config: InstallationConfig,
    importToken: string,
    accounts: DemoAccounts,
    reporter: Reporter,
  ): Promise<void> {
    const api = new MatrixApi(config.synapse.url, importToken);
    const state = await readSeedState(paths);
    const seeder = new Seeder(paths, config, api, reporter, state);
    await seeder.#people(accounts.password);
    await seeder.#cards();
    await seeder.#spaces();
    await seeder.#rooms();
    await seeder.#history();
    await seeder.#finishRooms();
  }

  #id(localpart: string): string {
    return `@${localpart}:${this.#config.serverName}`;
  }

  /** One after the other: rooms are filled side by side, and the last state has to win. */
  async #save(): Promise<void> {
    this.#saving = this.#saving.then(() => writeSeedState(this.#paths, this.#state));
    await this.#saving;
  }

  async #people(password: string): Promise<void> {
    if (this.#state.users) return;
    const start = performance.now();
    const secret = this.#config.synapse.registrationSharedSecret;
    const anonymous = new MatrixApi(this.#config.synapse.url);
    const token = await anonymous.registerAdmin(secret, ADMIN.localpart, ADMIN.name, password);
    const admin = new MatrixApi(this.#config.synapse.url, token);
    await inParallel(PEOPLE, CONCURRENCY, async (person) => {
      const path = `/_synapse/admin/v2/users/${encodeURIComponent(this.#id(person.localpart))}`;
      const body = { displayname: person.name, password, logout_devices: false };
      await admin.call({ method: "PUT", path, body }, anything);
    });
    await admin.call({ method: "POST", path: "/_matrix/client/v3/logout", body: {} }, anything);
    this.#state.users = true;
    await this.#save();
    this.#reporter.done(`Demo agency: ${PEOPLE.length} people`, secondsSince(start));
  }

  /** Contact cards; written as the people themselves, as they would do it. */
  async #cards(): Promise<void> {
    if (this.#state.finished.includes("cards")) return;
    await inParallel(PEOPLE, CONCURRENCY, async (person) => {
      const userId = this.#id(person.localpart);
      for (const [name, value] of Object.entries(cardOf(person, this.#config.agency.name))) {
        await this.#api.call(
          {
            method: "PUT",
            path: `/_matrix/client/v3/profile/${encodeURIComponent(userId)}/${name}`,
            body: { [name]: value },
            as: userId,
          },
          anything,
        );
      }
    });
    this.#state.finished.push("cards");
    await this.#save();
  }

  async #spaces(): Promise<void> {
    const start = performance.now();
    const known = Object.keys(this.#state.rooms).length;
    const everyone = PEOPLE.map((person) => person.localpart);
    await this.#space(AGENCY_SPACE, this.#config.agency.name, "karin.hoffmann", everyone);
    const departments = Object.entries(DEPARTMENTS) as [DepartmentKey, string][];
    await inParallel(departments, CONCURRENCY, async ([key, name]) => {
      await this.#space(key, name, headOf(key), peopleOf(key));
      await this.#addToSpace(AGENCY_SPACE, "karin.hoffmann", key);
    });
    if (Object.keys(this.#state.rooms).length > known) {
      this.#reporter.done(`Demo agency: ${departments.length} departments`, secondsSince(start));
    }
  }

  async #space(
    key: string,
    name: string,
    creator: string,
    members: readonly string[],
  ): Promise<void> {
    await this.#create(key, creator, {
      name,
      creation_content: { type: "m.space" },
      power_level_content_override: { events_default: 100 },
    });
    await this.#join(key, creator, members);
  }

  /** Puts a room into a space, once. */
  async #addToSpace(space: string, creator: string, key: string): Promise<void> {
    const step = `child:${key}`;
    if (this.#state.finished.includes(step)) return;
    await this.#putState(space, creator, "m.space.child", this.#roomId(key), {
      via: [this.#config.serverName],
    });
    this.#state.finished.push(step);
    await this.#save();
  }

  async #rooms(): Promise<void> {
    const start = performance.now();
    const missing = ROOMS.filter((room) => !this.#state.joined.includes(room.key));
    await inParallel(missing, CONCURRENCY, async (room) => {
      const isDirect = room.name === undefined;
      await this.#create(room.key, room.creator, {
        ...(room.name ? { name: room.name } : {}),
        ...(room.topic ? { topic: room.topic } : {}),
        ...(isDirect ? { is_direct: true } : {}),
      });
      await this.#join(room.key, room.creator, room.members);
      // Without a main address a direct message is named after the other person.
      if (isDirect) await this.#putState(room.key, room.creator, "m.room.canonical_alias", "", {});
      const space = room.space ?? (isDirect ? undefined : AGENCY_SPACE);
      if (space) {
        const owner = room.space ? headOf(room.space) : "karin.hoffmann";
        await this.#addToSpace(space, owner, room.key);
      }
    });
    if (missing.length > 0) {
      this.#reporter.done(`Demo agency: ${ROOMS.length} rooms`, secondsSince(start));
    }
  }

  /** Creates a room that anybody can enter for the moment: cheaper than inviting each. */
  async #create(key: string, creator: string, options: object): Promise<void> {
    if (this.#state.rooms[key]) return;
    const body = {
      preset: "private_chat",
      visibility: "private",
      room_alias_name: key,
      initial_state: [
        { type: "m.room.join_rules", state_key: "", content: { join_rule: "public" } },
      ],
      ...options,
    };
    let roomId: string;
    try {
      const path = "/_matrix/client/v3/createRoom";
      const as = this.#id(creator);
      roomId = (await this.#api.call({ method: "POST", path, body, as }, roomIdAnswer)).room_id;
    } catch (error) {
      // Made by an attempt that was broken off before it could write that down.
      if (!(error instanceof MatrixApiError && error.code === "M_ROOM_IN_USE")) throw error;
      const alias = encodeURIComponent(`#${key}:${this.#config.serverName}`);
      const path = `/_matrix/client/v3/directory/room/${alias}`;
      roomId = (await this.#api.call({ method: "GET", path }, roomIdAnswer)).room_id;
    }
    this.#state.rooms[key] = roomId;
    await this.#save();
  }

  async #join(key: string, creator: string, members: readonly string[]): Promise<void> {
    if (this.#state.joined.includes(key)) return;
    const before = workdaysAgo(this.#now, 7, "08:00").getTime();
    for (const member of members) {
      if (member === creator) continue;
      const as = this.#id(member);
      const content = { membership: "join", displayname: nameOf(member) };
      await this.#putState(key, member, "m.room.member", as, content, before);
    }
    this.#state.joined.push(key);
    await this.#save();
  }

  async #history(): Promise<void> {
    const start = performance.now();
    const messages = inOrder(ROOMS);
    if (this.#state.messages >= messages.length) return;
    for (const { room, message } of messages.slice(this.#state.messages)) {
      const [days, time, sender, text] = message;
      const index = this.#state.messages;
      await this.#api.call(
        {
          method: "PUT",
          path: `${this.#roomPath(room.key)}/send/m.room.message/demo-${index}`,
          body: { msgtype: "m.text", body: text },
          as: this.#id(sender),
          at: workdaysAgo(this.#now, days, time).getTime(),
        },
        anything,
      );
      this.#state.messages += 1;
      await this.#save();
    }
    this.#reporter.done(`Demo agency: ${messages.length} messages`, secondsSince(start));
  }

  /** Closes the doors that were open for filling, switches encryption on, marks direct messages. */
  async #finishRooms(): Promise<void> {
    const closing = [AGENCY_SPACE, ...Object.keys(DEPARTMENTS), ...ROOMS.map((room) => room.key)];
    await inParallel(closing, CONCURRENCY, async (key) => {
      if (this.#state.finished.includes(key)) return;
      const room = ROOMS.find((it) => it.key === key);
      const creator = this.#creatorOf(key);
      await this.#putState(key, creator, "m.room.join_rules", "", this.#joinRule(key, room));
      // Without an alias a direct message is called by the other person's name.
      if (room && room.name === undefined) {
        await this.#putState(key, creator, "m.room.canonical_alias", "", {});
      }
      if (room?.encrypted) {
        const content = { algorithm: "m.megolm.v1.aes-sha2" };
        await this.#putState(key, creator, "m.room.encryption", "", content);
      }
      this.#state.finished.push(key);
      await this.#save();
    });
    if (this.#state.finished.includes("direct")) return;
    for (const [user, content] of directMessages(
      ROOMS,
      (key) => this.#roomId(key),
      (it) => this.#id(it),
    )) {
      const path = `/_matrix/client/v3/user/${encodeURIComponent(user)}/account_data/m.direct`;
      await this.#api.call({ method: "PUT", path, body: content, as: user }, anything);
    }
    this.#state.finished.push("direct");
    await this.#save();
  }

  #creatorOf(key: string): string {
    const room = ROOMS.find((it) => it.key === key);
    if (room) return room.creator;
    return key === AGENCY_SPACE ? "karin.hoffmann" : headOf(key as DepartmentKey);
  }

  /** Rooms of the agency open for those in their space, direct messages and the agency by invitation. */
  #joinRule(key: string, room: DemoRoom | undefined): object {
    if (key === AGENCY_SPACE || (room && room.name === undefined)) return { join_rule: "invite" };
    const space = room?.space ?? AGENCY_SPACE;
    return {
      join_rule: "restricted",
      allow: [{ type: "m.room_membership", room_id: this.#roomId(space) }],
    };
  }

  #roomId(key: string): string {
    const roomId = this.#state.rooms[key];
    if (!roomId) throw new Error(`Demo room ${key} was not made.`);
    return roomId;
  }

  #roomPath(key: string): string {
    return `/_matrix/client/v3/rooms/${encodeURIComponent(this.#roomId(key))}`;
  }

  async #putState(
    key: string,
    sender: string,
    type: string,
    stateKey: string,
    body: object,
    at?: number,
  ): Promise<void> {
    const path = `${this.#roomPath(key)}/state/${type}/${encodeURIComponent(stateKey)}`;
    const time = at === undefined ? {} : { at };
    await this.#api.call({ method: "PUT", path, body, as: this.#id(sender), ...time }, anything);
  }
}

function nameOf(localpart: string): string {
  return PEOPLE.find((person) => person.localpart === localpart)?.name ?? localpart;
}

/** All messages of all rooms, oldest first: the room list then shows the latest on top. */
export function inOrder(
  rooms: readonly DemoRoom[],
): { readonly room: DemoRoom; readonly message: DemoMessage }[] {
  return rooms
    .flatMap((room) => room.messages.map((message) => ({ room, message })))
    .toSorted((a, b) => b.message[0] - a.message[0] || a.message[1].localeCompare(b.message[1]));
}

/** Content of `m.direct` for each person in a direct message. */
export function directMessages(
  rooms: readonly DemoRoom[],
  roomId: (key: string) => string,
  userId: (localpart: string) => string,
): Map<string, Record<string, string[]>> {
  const result = new Map<string, Record<string, string[]>>();
  for (const room of rooms.filter((it) => it.name === undefined)) {
    for (const member of room.members) {
      const content = result.get(userId(member)) ?? {};
      for (const other of room.members.filter((it) => it !== member)) {
        content[userId(other)] = [...(content[userId(other)] ?? []), roomId(room.key)];
      }
      result.set(userId(member), content);
    }
  }
  return result;
}
