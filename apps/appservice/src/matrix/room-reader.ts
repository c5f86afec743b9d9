import {
  CONFERENCE_EVENT,
  FLOOR_EVENT,
  powerLevelOf,
  type InstallationConfig,
} from "@plenum/model";
import { z } from "zod";
import type { RoomFacts } from "../calls/apply/wish-of-room.ts";
import { HomeserverError, HomeserverUnreachable } from "./homeserver-error.ts";
import { requestJson } from "./json-request.ts";
import { errcodeOf, type ServiceAccount } from "./service-account.ts";

const TIMEOUT_MS = 15_000;
/** Room ids of somebody who is in very many rooms; state of a large room. */
const MAX_BYTES = 16 * 1024 * 1024;

const stateEventSchema = z.looseObject({
  type: z.string(),
  state_key: z.string(),
  sender: z.string(),
  content: z.record(z.string(), z.unknown()),
});
type StateEvent = z.infer<typeof stateEventSchema>;
const stateAnswer = z.object({ state: z.array(stateEventSchema) });
const joinedRoomsAnswer = z.object({ joined_rooms: z.array(z.string()) });
const membersAnswer = z.object({ members: z.array(z.string()) });
const adminAnswer = z.looseObject({ admin: z.boolean() });
const userAnswer = z.looseObject({ displayname: z.string().nullish() });
const accountAnswer = userAnswer.extend({
  deactivated: z.boolean().nullish(),
  threepids: z.array(z.looseObject({ medium: z.string(), address: z.string() })).nullish(),
});
const accountDataAnswer = z.looseObject({
  account_data: z.looseObject({ global: z.record(z.string(), z.unknown()) }),
});
const memberNameSchema = z.looseObject({ displayname: z.string().nullish() });

/** What a room says about one person. */
export interface Standing {
  readonly powerLevel: number;
}

/** What the homeserver knows of somebody. */
export interface Account {
  readonly name: string | undefined;
  readonly mail: string | undefined;
}

/**
 * Reads rooms as the homeserver knows them, whether or not the bot is in them, through the
 * admin API of Synapse. Nothing is cached: a removed person is refused with the next request.
 *
 * @throws HomeserverError and HomeserverUnreachable from every method
 */
export class RoomReader {
  constructor(
    private readonly config: InstallationConfig,
    private readonly account: ServiceAccount,
  ) {}

  /**
   * Where somebody stands in a room.
   * @returns "gone" where the server has no such room, "not-joined" for anybody outside
   */
  async standing(roomId: string, userId: string): Promise<Standing | "gone" | "not-joined"> {
    const [rooms, create, levels] = await Promise.all([
      this.joinedRooms(userId),
      this.stateOf(roomId, "m.room.create"),
      this.stateOf(roomId, "m.room.power_levels"),
    ]);
    if (create === undefined) return "gone";
    if (!rooms.includes(roomId)) return "not-joined";
    const created = create.find((event) => event.state_key === "");
    if (created === undefined) return "gone";
    const powerLevels = levels?.find((event) => event.state_key === "")?.content;
    return { powerLevel: powerLevelOf(userId, created, powerLevels) };
  }

  /**
   * What concerns the call of a room: create event, power levels, conference, floor, members.
   * @returns undefined where the server has no such room
   */
  async callFacts(roomId: string): Promise<RoomFacts | undefined> {
    const content = async (type: string): Promise<unknown> =>
      (await this.stateOf(roomId, type))?.find((event) => event.state_key === "")?.content;
    const [create, powerLevels, conference, floor, members] = await Promise.all([
      this.stateOf(roomId, "m.room.create"),
      content("m.room.power_levels"),
      content(CONFERENCE_EVENT),
      content(FLOOR_EVENT),
      this.members(roomId),
    ]);
    const created = create?.find((event) => event.state_key === "");
    if (created === undefined || members === undefined) return undefined;
    return { create: created, powerLevels, conference, floor, members };
  }

  /** Content of a state event with the empty key; undefined where there is none. */
  async stateContent(roomId: string, type: string): Promise<unknown> {
    return (await this.stateOf(roomId, type))?.find((event) => event.state_key === "")?.content;
  }

  /** Rooms that somebody, of this or another server, is joined to as far as this server knows. */
  async joinedRooms(userId: string): Promise<readonly string[]> {
    const answer = await this.get(`/v1/users/${encodeURIComponent(userId)}/joined_rooms`);
    return answer === undefined ? [] : understood(joinedRoomsAnswer, answer).joined_rooms;
  }

  /** Whether an account of this server administrates the homeserver. */
  async isAdministrator(userId: string): Promise<boolean> {
    const answer = await this.get(`/v1/users/${encodeURIComponent(userId)}/admin`);
    return answer !== undefined && understood(adminAnswer, answer).admin;
  }

  /** Everybody who is joined to a room; undefined where the server has no such room. */
  async members(roomId: string): Promise<readonly string[] | undefined> {
    const answer = await this.get(`/v1/rooms/${encodeURIComponent(roomId)}/members`);
    return answer === undefined ? undefined : understood(membersAnswer, answer).members;
  }

  /** Profile name of an account of this server; undefined where there is none. */
  async profileName(userId: string): Promise<string | undefined> {
    const answer = await this.get(`/v2/users/${encodeURIComponent(userId)}`);
    if (answer === undefined) return undefined;
    return understood(userAnswer, answer).displayname ?? undefined;
  }

  /** Name and mail address of an account of this server that is in use; undefined for any other. */
  async accountOf(userId: string): Promise<Account | undefined> {
    const answer = await this.get(`/v2/users/${encodeURIComponent(userId)}`);
    if (answer === undefined) return undefined;
    const { displayname, deactivated, threepids } = understood(accountAnswer, answer);
    if (deactivated === true) return undefined;
    const mail = threepids?.find(({ medium }) => medium === "email")?.address;
    return { name: displayname ?? undefined, mail };
  }

  /** One kind of somebody's own account-wide settings; undefined where there are none. */
  async accountData(userId: string, type: string): Promise<unknown> {
    const answer = await this.get(`/v1/users/${encodeURIComponent(userId)}/accountdata`);
    if (answer === undefined) return undefined;
    return understood(accountDataAnswer, answer).account_data.global[type];
  }

  /** Whether somebody still has an account here. */
  async isActive(userId: string): Promise<boolean> {
    return (await this.accountOf(userId)) !== undefined;
  }

  /**
   * Name of a member as the room shows it. Reads every membership of the room, so it is meant
   * for members of other servers, whose profile is not here.
   */
  async memberName(roomId: string, userId: string): Promise<string | undefined> {
    const members = await this.stateOf(roomId, "m.room.member");
    const member = members?.find((event) => event.state_key === userId);
    const content = memberNameSchema.safeParse(member?.content);
    return content.success ? (content.data.displayname ?? undefined) : undefined;
  }

  private async stateOf(roomId: string, type: string): Promise<readonly StateEvent[] | undefined> {
    const query = new URLSearchParams({ type });
    const path = `/v1/rooms/${encodeURIComponent(roomId)}/state?${query.toString()}`;
    const answer = await this.get(path);
    return answer === undefined ? undefined : understood(stateAnswer, answer).state;
  }

  /** @returns undefined for 404 */
  private async get(path: string): Promise<unknown> {
    const token = await this.account.current();
    const first = await this.ask(path, token);
    const answer =
      first.status === 401 ? await this.ask(path, await this.account.replace(token)) : first;
    if (answer.status === 200) return answer.body;
    if (answer.status === 404) return undefined;
    throw new HomeserverError(answer.status, errcodeOf(answer.body));
  }

  private async ask(path: string, bearer: string): Promise<{ status: number; body: unknown }> {
    const url = new URL(`/_synapse/admin${path}`, this.config.synapse.url);
    try {
      return await requestJson(url, { bearer, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
    } catch (cause) {
      throw new HomeserverUnreachable(cause);
    }
  }
}

function understood<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new HomeserverUnreachable(parsed.error);
  return parsed.data;
}
