import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  addItemsResponseSchema,
  ledgerPageSchema,
  waveSchema,
  type AddItemsResponse,
  type LedgerItem,
  type MigrationItemInput,
  type MigrationKind,
  type Wave,
  type WaveState,
} from "@plenum/model/migration";
import { z } from "zod";
import { until, type Answer, type Person, type Stack } from "./stack.ts";

const PATH = "/api/v1/migration/waves";
const accountSchema = z.looseObject({
  displayname: z.string().nullish(),
  deactivated: z.coerce.boolean(),
  external_ids: z.array(z.looseObject({ external_id: z.string() })),
});
const eventsSchema = z.object({
  chunk: z.array(
    z.object({
      event_id: z.string(),
      type: z.string(),
      sender: z.string(),
      origin_server_ts: z.number(),
      state_key: z.string().optional(),
      content: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type SeenEvent = z.infer<typeof eventsSchema>["chunk"][number];

/** An administrator who runs migrations, and what the homeserver knows afterwards. */
export class MigrationDesk {
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly stack: Stack,
    private readonly admin: Person,
    readonly bearer: string,
  ) {}

  static async open(stack: Stack): Promise<MigrationDesk> {
    const admin = await stack.administrator();
    return new MigrationDesk(stack, admin, await stack.session(admin));
  }

  /** A user id of this homeserver that nobody has. */
  person(name: string): string {
    return `@${name}-${randomBytes(4).toString("hex")}:${this.stack.config.serverName}`;
  }

  ask(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<Answer> {
    return this.stack.ask(method, path === "" ? PATH : `${PATH}/${path}`, {
      bearer: this.bearer,
      ...(body === undefined ? {} : { body }),
    });
  }

  /** A new wave. @returns its name */
  async wave(): Promise<string> {
    const name = `test-${randomBytes(5).toString("hex")}`;
    await this.ask("PUT", name, { label: "Probe" });
    return name;
  }

  async add(wave: string, items: readonly unknown[]): Promise<AddItemsResponse> {
    const answer = await this.ask("POST", `${wave}/items`, { items });
    return addItemsResponseSchema.parse(answer.body);
  }

  async act(wave: string, act: "start" | "pause" | "retry" | "rollback"): Promise<void> {
    const answer = await this.ask("POST", `${wave}/${act}`);
    if (answer.status !== 200) throw new Error(`${act}: ${JSON.stringify(answer.body)}`);
  }

  async state(wave: string): Promise<Wave> {
    return waveSchema.parse((await this.ask("GET", wave)).body);
  }

  /** Waits until so many of a kind are made. */
  async reachesAtLeast(wave: string, kind: MigrationKind, done: number): Promise<void> {
    await until(async () => {
      const { kinds } = await this.state(wave);
      return kinds.some((one) => one.kind === kind && one.done >= done) ? true : undefined;
    });
  }

  /** Waits for a state; on a busy machine a whole wave takes its time. */
  async reaches(wave: string, state: WaveState): Promise<Wave> {
    const deadline = Date.now() + 100_000;
    for (;;) {
      const now = await this.state(wave).catch(() => undefined);
      if (now?.state === state) return now;
      if (Date.now() > deadline) throw new Error(`the wave is ${now?.state ?? "unknown"}`);
      await wait(100);
    }
  }

  /** Makes all of it. @returns the ledger */
  async run(wave: string, items: readonly MigrationItemInput[]): Promise<readonly LedgerItem[]> {
    if (items.length > 0) await this.add(wave, items);
    await this.act(wave, "start");
    await this.reaches(wave, "done");
    return this.items(wave);
  }

  async rollBack(wave: string): Promise<readonly LedgerItem[]> {
    await this.act(wave, "rollback");
    await this.reaches(wave, "rolled-back");
    return this.items(wave);
  }

  async items(wave: string, query = ""): Promise<readonly LedgerItem[]> {
    const answer = await this.ask("GET", `${wave}/items?limit=1000&${query}`);
    return ledgerPageSchema.parse(answer.body).items;
  }

  /** An account as the homeserver's administrator sees it; undefined where there is none. */
  async account(userId: string): Promise<z.infer<typeof accountSchema> | undefined> {
    const answer = await this.asAdmin("GET", `/v2/users/${encodeURIComponent(userId)}`);
    return answer.status === 404 ? undefined : accountSchema.parse(answer.body);
  }

  /** As somebody who has no password. */
  async matrix(
    userId: string,
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const known = this.tokens.get(userId);
    const accessToken = known ?? (await this.tokenOf(userId));
    this.tokens.set(userId, accessToken);
    return this.stack.matrix({ accessToken }, method, path, body);
  }

  /** A session as the sign-in service would give it: with a device. */
  async signIn(userId: string): Promise<Person> {
    const password = randomBytes(12).toString("hex");
    await this.asAdmin("PUT", `/v2/users/${encodeURIComponent(userId)}`, { password });
    const answer = await this.stack.ask("POST", "/_matrix/client/v3/login", {
      body: { type: "m.login.password", identifier: { type: "m.id.user", user: userId }, password },
    });
    const session = z
      .object({ access_token: z.string(), device_id: z.string() })
      .parse(answer.body);
    return { userId, accessToken: session.access_token, deviceId: session.device_id };
  }

  /** What stands in a room, oldest first, as somebody in it sees it. */
  async events(userId: string, roomId: string): Promise<readonly SeenEvent[]> {
    const path = `/rooms/${encodeURIComponent(roomId)}/messages?dir=f&limit=500`;
    return eventsSchema.parse((await this.matrix(userId, "GET", path)).body).chunk;
  }

  /** Everything that the bot has made under a name, with how many people are in it. */
  async roomsNamed(name: string): Promise<readonly { name: string; joined: number; id: string }[]> {
    const path = `/v1/rooms?search_term=${encodeURIComponent(name)}&limit=500`;
    const schema = z.object({
      rooms: z.array(
        z.looseObject({ name: z.string(), joined_members: z.number(), room_id: z.string() }),
      ),
    });
    const { rooms } = schema.parse((await this.asAdmin("GET", path)).body);
    return rooms
      .map((room) => ({ name: room.name, joined: room.joined_members, id: room.room_id }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  asAdmin(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<Answer> {
    const url = new URL(`/_synapse/admin${path}`, this.stack.config.synapse.url).toString();
    return this.stack.ask(method, url, {
      bearer: this.admin.accessToken,
      ...(body === undefined ? {} : { body }),
    });
  }

  private async tokenOf(userId: string): Promise<string> {
    const path = `/v1/users/${encodeURIComponent(userId)}/login`;
    const answer = await this.asAdmin("POST", path, {});
    return z.object({ access_token: z.string() }).parse(answer.body).access_token;
  }
}

/** An account to be made. */
export function accountItem(
  userId: string,
  change: Partial<Extract<MigrationItemInput, { kind: "account" }>> = {},
): MigrationItemInput {
  return {
    kind: "account",
    userId,
    displayName: "Anna Schmidt",
    source: userId.slice(1).replace(":", "@"),
    externalIds: [{ provider: "oidc-test", id: userId }],
    ...change,
  };
}
