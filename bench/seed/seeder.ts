import type { InstallationConfig } from "@plenum/model";
import { z } from "zod";
import { inParallel } from "../../apps/cli/src/seed/in-parallel.ts";
import { MatrixApi } from "../../apps/cli/src/seed/matrix-api.ts";
import { plainPicture } from "./picture.ts";
import { plannedMessage, type PlannedRoom, type SeedPlan } from "./plan.ts";
import { type SeedState, writeSeedState } from "./state.ts";

/** Localpart of the measured account. */
export const ACCOUNT = "mara.lindner";
const ACCOUNT_NAME = "Mara Lindner";
const ADMIN = "bench.admin";
/** Requests at the same time; more only queues up in the homeserver. */
const CONCURRENCY = 6;
const SAVE_EVERY = 250;

const anything = z.unknown();
const tokenAnswer = z.object({ access_token: z.string() });
const roomAnswer = z.object({ room_id: z.string() });
const eventAnswer = z.object({ event_id: z.string() });
const uploadAnswer = z.object({ content_uri: z.string() });

const COLOURS = [
  [52, 101, 164],
  [115, 80, 140],
  [78, 122, 70],
  [170, 92, 60],
] as const;

const enc = encodeURIComponent;

/**
 * Fills a homeserver with the measured account through its ordinary interface, as fast as that
 * goes: rate limits lifted for these accounts alone, nobody invited who can simply join.
 */
export class AccountSeeder {
  readonly #tokens = new Map<string, Promise<MatrixApi>>();
  #admin: MatrixApi | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: InstallationConfig,
    private readonly plan: SeedPlan,
    private readonly state: SeedState,
    private readonly log: (line: string) => void,
  ) {}

  /** Makes whatever is still missing. */
  async run(): Promise<void> {
    this.#admin = await this.#signInAdmin();
    await this.#people();
    await this.#rooms();
    await this.#fill();
    await this.#account();
    this.state.complete = true;
    await this.#save();
  }

  #id(localpart: string): string {
    return `@${localpart}:${this.config.serverName}`;
  }

  #need(): MatrixApi {
    if (this.#admin === undefined) throw new Error("The administrator has not signed in.");
    return this.#admin;
  }

  async #save(): Promise<void> {
    this.#saving = this.#saving.then(() => writeSeedState(this.config.dataDir, this.state));
    await this.#saving;
  }

  async #signInAdmin(): Promise<MatrixApi> {
    const { url, registrationSharedSecret } = this.config.synapse;
    const anonymous = new MatrixApi(url);
    const token = await anonymous.registerAdmin(
      registrationSharedSecret,
      ADMIN,
      "Messung",
      this.state.password,
    );
    return new MatrixApi(url, token);
  }

  /** The interface as one person; the token comes from the administrator, without a password. */
  async #as(localpart: string): Promise<MatrixApi> {
    const known = this.#tokens.get(localpart);
    if (known !== undefined) return known;
    const signingIn = this.#need()
      .call(
        {
          method: "POST",
          path: `/_synapse/admin/v1/users/${enc(this.#id(localpart))}/login`,
          body: {},
        },
        tokenAnswer,
      )
      .then(({ access_token: token }) => new MatrixApi(this.config.synapse.url, token));
    this.#tokens.set(localpart, signingIn);
    return signingIn;
  }

  async #person(index: number): Promise<MatrixApi> {
    return this.#as(this.plan.people[index]?.localpart ?? ACCOUNT);
  }

  async #people(): Promise<void> {
    if (this.state.people) return;
    const admin = this.#need();
    await this.#putAccount(ACCOUNT, ACCOUNT_NAME, undefined, this.state.password);
    for (const colour of COLOURS) this.state.pictures.push(await this.#upload(colour));
    await inParallel(this.plan.people, CONCURRENCY, async ({ localpart, name, avatar }) => {
      const picture = avatar ? this.#picture(localpart.length) : undefined;
      await this.#putAccount(localpart, name, picture);
    });
    for (const localpart of [ACCOUNT, ...this.plan.people.map((person) => person.localpart)]) {
      const path = `/_synapse/admin/v1/users/${enc(this.#id(localpart))}/override_ratelimit`;
      const body = { messages_per_second: 0, burst_count: 0 };
      await admin.call({ method: "POST", path, body }, anything);
    }
    this.state.people = true;
    await this.#save();
    this.log(`seed: ${this.plan.people.length + 1} people`);
  }

  #picture(index: number): string | undefined {
    return this.state.pictures[index % this.state.pictures.length];
  }

  async #putAccount(
    localpart: string,
    name: string,
    avatar: string | undefined,
    password?: string,
  ): Promise<void> {
    const body = {
      displayname: name,
      ...(avatar === undefined ? {} : { avatar_url: avatar }),
      ...(password === undefined ? {} : { password, logout_devices: false }),
    };
    const path = `/_synapse/admin/v2/users/${enc(this.#id(localpart))}`;
    await this.#need().call({ method: "PUT", path, body }, anything);
  }

  async #upload(colour: readonly [number, number, number]): Promise<string> {
    const { access_token: token } = await this.#need().call(
      {
        method: "POST",
        path: `/_synapse/admin/v1/users/${enc(this.#id(ACCOUNT))}/login`,
        body: {},
      },
      tokenAnswer,
    );
    const response = await fetch(`${this.config.synapse.url}/_matrix/media/v3/upload`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "image/png" },
      body: plainPicture(64, colour),
    });
    return uploadAnswer.parse(await response.json()).content_uri;
  }

  async #rooms(): Promise<void> {
    const missing = this.plan.rooms.filter(({ key }) => this.state.rooms[key] === undefined);
    if (missing.length === 0) return;
    await this.#as(ACCOUNT);
    await inParallel(missing, CONCURRENCY, async (room) => {
      const roomId = await this.#create(room);
      const join = {
        method: "POST",
        path: `/_matrix/client/v3/join/${enc(roomId)}`,
        body: {},
      } as const;
      await (await this.#as(ACCOUNT)).call(join, anything);
      for (const person of room.people.slice(1)) {
        await (await this.#person(person)).call(join, anything);
      }
      this.state.rooms[room.key] = roomId;
      const done = Object.keys(this.state.rooms).length;
      if (done % 50 === 0) {
        this.log(`seed: ${done} of ${this.plan.rooms.length} rooms`);
        await this.#save();
      }
    });
    await this.#save();
  }

  async #create(room: PlannedRoom): Promise<string> {
    const creator = await this.#person(room.people[0]);
    const direct = room.kind === "direct";
    const state: object[] = direct
      ? []
      : [{ type: "m.room.join_rules", state_key: "", content: { join_rule: "public" } }];
    if (room.encrypted) {
      const content = { algorithm: "m.megolm.v1.aes-sha2" };
      state.push({ type: "m.room.encryption", state_key: "", content });
    }
    if (room.avatar) {
      const content = { url: this.#picture(room.key.length) };
      state.push({ type: "m.room.avatar", state_key: "", content });
    }
    const body = {
      preset: "private_chat",
      ...(room.name === undefined ? {} : { name: room.name }),
      ...(room.topic === undefined ? {} : { topic: room.topic }),
      ...(direct ? { is_direct: true, invite: [this.#id(ACCOUNT)] } : {}),
      ...(room.kind === "space" ? { creation_content: { type: "m.space" } } : {}),
      initial_state: state,
    };
    const path = "/_matrix/client/v3/createRoom";
    return (await creator.call({ method: "POST", path, body }, roomAnswer)).room_id;
  }

  /** The large room first; then from the bottom of the list to its top, for the order of the list. */
  async #fill(): Promise<void> {
    const missing = this.plan.rooms.filter(({ key }) => !this.state.settled.includes(key));
    const big = missing.filter(({ kind }) => kind === "big");
    for (const room of big) await this.#write(room, CONCURRENCY, room.messages - 3);
    const others = missing.filter(({ kind }) => kind !== "space").toReversed();
    // In small groups, so that the order of the list is nearly that of the plan.
    await inParallel(others, 3, async (room) => {
      const last = await this.#write(room, 1, room.messages);
      if (last !== undefined) await this.#markRead(room, last);
      this.state.settled.push(room.key);
      if (this.state.settled.length % 50 === 0) {
        this.log(`seed: ${this.state.settled.length} rooms filled`);
        await this.#save();
      }
    });
    await this.#save();
  }

  /** @returns the newest message that the account has read, undefined where there is none */
  async #write(room: PlannedRoom, limit: number, upTo: number): Promise<string | undefined> {
    const path = `/_matrix/client/v3/rooms/${enc(this.state.rooms[room.key] ?? "")}/send/m.room.message`;
    const readTo = room.messages - room.unread - 1;
    const from = this.state.messages[room.key] ?? 0;
    let read: string | undefined;
    const indices = Array.from({ length: Math.max(0, upTo - from) }, (_, step) => from + step);
    await inParallel(indices, limit, async (index) => {
      const { person, text } = plannedMessage(room, index);
      const mention = room.mention && index === room.messages - 1;
      const body = {
        msgtype: "m.text",
        body: mention ? `${ACCOUNT_NAME}: ${text}` : text,
        ...(mention ? { "m.mentions": { user_ids: [this.#id(ACCOUNT)] } } : {}),
      };
      const { event_id: eventId } = await (
        await this.#person(person)
      ).call({ method: "PUT", path: `${path}/seed-${room.key}-${index}`, body }, eventAnswer);
      if (index === readTo) read = eventId;
      if (index % SAVE_EVERY === 0) {
        this.state.messages[room.key] = Math.max(0, index - limit);
        await this.#save();
        if (index % 1000 === 0 && index > 0)
          this.log(`seed: ${index} messages of ${room.name ?? ""}`);
      }
    });
    this.state.messages[room.key] = Math.max(from, upTo);
    return read;
  }

  async #markRead(room: PlannedRoom, eventId: string): Promise<void> {
    const path = `/_matrix/client/v3/rooms/${enc(this.state.rooms[room.key] ?? "")}/read_markers`;
    const body = { "m.fully_read": eventId, "m.read": eventId };
    await (await this.#as(ACCOUNT)).call({ method: "POST", path, body }, anything);
  }

  /** Direct messages, favourites, muted rooms, and the rooms of the spaces. */
  async #account(): Promise<void> {
    const own = await this.#as(ACCOUNT);
    const user = `/_matrix/client/v3/user/${enc(this.#id(ACCOUNT))}`;
    const direct: Record<string, string[]> = {};
    for (const room of this.plan.rooms) {
      const roomId = this.state.rooms[room.key] ?? "";
      const person = this.plan.people[room.people[0]];
      if (room.kind === "direct" && person !== undefined) {
        (direct[this.#id(person.localpart)] ??= []).push(roomId);
      }
      const tag = room.favourite ? "m.favourite" : room.lowPriority ? "m.lowpriority" : undefined;
      if (tag !== undefined) {
        const path = `${user}/rooms/${enc(roomId)}/tags/${tag}`;
        await own.call({ method: "PUT", path, body: { order: 0.5 } }, anything);
      }
      if (room.muted) {
        const path = `/_matrix/client/v3/pushrules/global/room/${enc(roomId)}`;
        await own.call({ method: "PUT", path, body: { actions: [] } }, anything);
      }
    }
    await own.call(
      { method: "PUT", path: `${user}/account_data/m.direct`, body: direct },
      anything,
    );
    const spaces = this.plan.rooms.filter(({ kind }) => kind === "space");
    const listed = this.plan.rooms.filter(({ kind }) => kind === "room");
    for (const [index, space] of spaces.entries()) {
      const creator = await this.#person(space.people[0]);
      for (const child of listed.filter((_, at) => at % (spaces.length * 2) === index)) {
        const path = `/_matrix/client/v3/rooms/${enc(this.state.rooms[space.key] ?? "")}/state/m.space.child/${enc(this.state.rooms[child.key] ?? "")}`;
        const body = { via: [this.config.serverName] };
        await creator.call({ method: "PUT", path, body }, anything);
      }
    }
  }
}
