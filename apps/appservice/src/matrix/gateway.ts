import { AppServiceRegistration, Bridge, Logger as BridgeLogger } from "matrix-appservice-bridge";
import type { InstallationConfig } from "@plenum/model";
import { z } from "zod";
import { HomeserverError, HomeserverUnreachable } from "./homeserver-error.ts";
import { matrixEventSchema, type MatrixEvent } from "./transactions.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Creating a room with many invitations takes long on a busy server. */
const CREATE_ROOM_TIMEOUT_MS = 120_000;
const TIMEOUT_MS = 30_000;
const WHO_AM_I_TIMEOUT_MS = 8_000;

const roomIdAnswer = z.object({ room_id: z.string() });
const upgradeAnswer = z.object({ replacement_room: z.string() });
const joinedRoomsAnswer = z.object({ joined_rooms: z.array(z.string()) });
const membersAnswer = z.object({
  chunk: z.array(
    z.looseObject({
      state_key: z.string(),
      content: z.looseObject({
        membership: z.string(),
        displayname: z.string().nullish().catch(undefined),
      }),
    }),
  ),
});
const memberEventsAnswer = z.object({ chunk: z.array(z.looseObject({ state_key: z.string() })) });
const loginAnswer = z.object({ access_token: z.string(), device_id: z.string() });
const eventIdAnswer = z.object({ event_id: z.string() });
const eventAnswer = z.looseObject({
  event_id: z.string(),
  sender: z.string(),
  content: z.record(z.string(), z.unknown()),
  unsigned: z.looseObject({ replaces_state: z.string().optional() }).default({}),
});
const messagesAnswer = z.object({ chunk: z.array(z.unknown()), end: z.string().optional() });
const membershipAnswer = z.looseObject({ membership: z.string() });

/** An event as the room has it. */
export interface RoomEvent {
  readonly eventId: string;
  readonly sender: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Of a state event: the one whose place it took. */
  readonly replaces: string | undefined;
}

/** A Matrix session for a browser. */
export interface GuestSession {
  readonly accessToken: string;
  readonly deviceId: string;
}

/**
 * What the appservice does in Matrix, as its bot and as its guests. The only importer of
 * matrix-appservice-bridge, and only of its registration and intents: its HTTP listener takes
 * tokens from URLs, compares them byte by byte and forgets which transactions it has seen.
 *
 * @throws HomeserverError and HomeserverUnreachable from every method that asks the homeserver
 */
export class MatrixGateway {
  readonly botUserId: string;
  private readonly bridge: Bridge;

  constructor(private readonly config: InstallationConfig) {
    // The library would log bodies and its own view of errors; ours are logged where they are handled.
    BridgeLogger.configure({ console: "off" });
    const registration = AppServiceRegistration.fromObject({
      id: config.appservice.id,
      url: config.appservice.url,
      as_token: config.appservice.asToken,
      hs_token: config.appservice.hsToken,
      sender_localpart: config.appservice.senderLocalpart,
      rate_limited: false,
    });
    if (registration === null) throw new Error("The appservice's registration is incomplete");
    const intent = { dontCheckPowerLevel: true, dontJoin: true, enablePresence: false };
    this.bridge = new Bridge({
      homeserverUrl: config.synapse.url,
      domain: config.serverName,
      registration,
      disableStores: true,
      suppressEcho: false,
      logRequestOutcome: false,
      escapeUserIds: false,
      intentOptions: { bot: intent, clients: { ...intent, registered: true } },
      controller: { onEvent: () => undefined },
    });
    this.botUserId = `@${config.appservice.senderLocalpart}:${config.serverName}`;
  }

  /** Makes sure that the bot's account exists and has a name. */
  async start(): Promise<void> {
    await this.bridge.initialise();
    await this.register(this.config.appservice.senderLocalpart);
    await this.setName(this.botUserId, "Plenum");
  }

  async stop(): Promise<void> {
    await this.bridge.close();
  }

  /** @returns the id of the new room */
  async createRoom(options: object): Promise<string> {
    const answer = await this.call(
      this.botUserId,
      "POST",
      "/_matrix/client/v3/createRoom",
      options,
      CREATE_ROOM_TIMEOUT_MS,
    );
    return understood(roomIdAnswer, answer).room_id;
  }

  /** Content of a state event, as the bot sees it; undefined where there is none. */
  async stateContent(roomId: string, type: string, stateKey: string): Promise<unknown> {
    try {
      return await this.call(this.botUserId, "GET", statePath(roomId, type, stateKey));
    } catch (error) {
      if (error instanceof HomeserverError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** A state event of a room of the bot; undefined where there is none. */
  async stateEvent(roomId: string, type: string, stateKey: string): Promise<RoomEvent | undefined> {
    const path = `${statePath(roomId, type, stateKey)}?format=event`;
    return this.roomEvent(path);
  }

  /** Any event of a room of the bot; undefined where there is none. */
  async eventOf(roomId: string, eventId: string): Promise<RoomEvent | undefined> {
    return this.roomEvent(`${roomPath(roomId)}/event/${encodeURIComponent(eventId)}`);
  }

  /** @returns the id of the event */
  async sendState(
    roomId: string,
    type: string,
    stateKey: string,
    content: object,
  ): Promise<string> {
    const path = statePath(roomId, type, stateKey);
    const answer = await this.call(this.botUserId, "PUT", path, content);
    return understood(eventIdAnswer, answer).event_id;
  }

  /**
   * Sends an event that is no state, as the bot and never encrypted.
   * @param transaction the same one again sends nothing again
   * @returns the id of the event
   */
  async sendEvent(
    roomId: string,
    type: string,
    content: object,
    transaction: string,
  ): Promise<string> {
    const path = `${roomPath(roomId)}/send/${encodeURIComponent(type)}/${encodeURIComponent(transaction)}`;
    return understood(eventIdAnswer, await this.call(this.botUserId, "PUT", path, content))
      .event_id;
  }

  /** Empties an event; once, however often it is asked for. */
  async redact(roomId: string, eventId: string): Promise<void> {
    const id = encodeURIComponent(eventId);
    await this.call(this.botUserId, "PUT", `${roomPath(roomId)}/redact/${id}/plenum-${id}`, {});
  }

  /**
   * Events of a room of the bot, the newest first.
   * @param page.from where the last page ended; the end of the room without it
   */
  async messages(
    roomId: string,
    page: { readonly types: readonly string[]; readonly limit: number; readonly from?: string },
  ): Promise<{ readonly events: readonly MatrixEvent[]; readonly next: string | undefined }> {
    const query = new URLSearchParams({
      dir: "b",
      limit: String(page.limit),
      filter: JSON.stringify({ types: page.types }),
      ...(page.from === undefined ? {} : { from: page.from }),
    });
    const path = `${roomPath(roomId)}/messages?${query.toString()}`;
    const answer = understood(messagesAnswer, await this.call(this.botUserId, "GET", path));
    const events = answer.chunk.flatMap((event) => {
      const parsed = matrixEventSchema.safeParse(event);
      return parsed.success ? [parsed.data] : [];
    });
    return { events, next: answer.end };
  }

  /** Membership of somebody in a room of the bot: "join", "invite", …; undefined where there never was one. */
  async membership(roomId: string, userId: string): Promise<string | undefined> {
    const content = await this.stateContent(roomId, "m.room.member", userId);
    return content === undefined ? undefined : understood(membershipAnswer, content).membership;
  }

  async invite(roomId: string, userId: string): Promise<void> {
    await this.call(this.botUserId, "POST", `${roomPath(roomId)}/invite`, { user_id: userId });
  }

  /** @param reason read by whoever is put out, or refused */
  async kick(roomId: string, userId: string, reason?: string): Promise<void> {
    await this.call(this.botUserId, "POST", `${roomPath(roomId)}/kick`, {
      user_id: userId,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  /** User ids of everybody who asks to be let into a room of the bot. */
  async knocking(roomId: string): Promise<readonly string[]> {
    const path = `${roomPath(roomId)}/members?membership=knock`;
    const answer = await this.call(this.botUserId, "GET", path);
    return understood(memberEventsAnswer, answer).chunk.map((member) => member.state_key);
  }

  /** Tells the people in a room something, as the bot. */
  async notice(roomId: string, text: string, transactionId: string): Promise<void> {
    const path = `${roomPath(roomId)}/send/m.room.message/${encodeURIComponent(transactionId)}`;
    await this.call(this.botUserId, "PUT", path, { msgtype: "m.notice", body: text });
  }

  /**
   * Replaces a room by one of another version: state is carried over, people are not.
   * @returns the id of the new room
   * @see https://spec.matrix.org/v1.16/client-server-api/#post_matrixclientv3roomsroomidupgrade
   */
  async upgradeRoom(roomId: string, version: string): Promise<string> {
    const answer = await this.call(
      this.botUserId,
      "POST",
      `${roomPath(roomId)}/upgrade`,
      { new_version: version },
      CREATE_ROOM_TIMEOUT_MS,
    );
    return understood(upgradeAnswer, answer).replacement_room;
  }

  /** Asks who we are: the cheapest question that the homeserver has to answer itself. */
  async whoAmI(): Promise<void> {
    await this.call(
      this.botUserId,
      "GET",
      "/_matrix/client/v3/account/whoami",
      undefined,
      WHO_AM_I_TIMEOUT_MS,
    );
  }

  /** Rooms that the bot is in. */
  async joinedRooms(): Promise<readonly string[]> {
    const answer = await this.call(this.botUserId, "GET", "/_matrix/client/v3/joined_rooms");
    return understood(joinedRoomsAnswer, answer).joined_rooms;
  }

  /** Everybody who is in a room of the bot or invited to it, with the name shown there. */
  async namesIn(roomId: string): Promise<readonly { userId: string; displayName: string }[]> {
    const path = `${roomPath(roomId)}/members?not_membership=leave`;
    const answer = understood(membersAnswer, await this.call(this.botUserId, "GET", path));
    return answer.chunk
      .filter(({ content }) => content.membership === "join" || content.membership === "invite")
      .map(({ state_key: userId, content }) => ({
        userId,
        displayName: content.displayname ?? "",
      }));
  }

  /** Registers an account of the appservice's name space; one that is there already is fine. */
  async register(localpart: string): Promise<void> {
    try {
      await this.call(this.botUserId, "POST", "/_matrix/client/v3/register", {
        type: "m.login.application_service",
        username: localpart,
        inhibit_login: true,
      });
    } catch (error) {
      if (error instanceof HomeserverError && error.errcode === "M_USER_IN_USE") return;
      throw error;
    }
  }

  async setName(userId: string, displayName: string): Promise<void> {
    const path = `/_matrix/client/v3/profile/${encodeURIComponent(userId)}/displayname`;
    await this.call(userId, "PUT", path, { displayname: displayName });
  }

  async join(userId: string, roomId: string): Promise<void> {
    await this.call(userId, "POST", `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, {});
  }

  /** Asks for admission to a room that lets people ask. */
  async knock(userId: string, roomId: string): Promise<void> {
    await this.call(userId, "POST", `/_matrix/client/v3/knock/${encodeURIComponent(roomId)}`, {});
  }

  /** A session for the account, to be handed to a browser. */
  async signIn(localpart: string, deviceName: string): Promise<GuestSession> {
    const answer = await this.call(this.botUserId, "POST", "/_matrix/client/v3/login", {
      type: "m.login.application_service",
      identifier: { type: "m.id.user", user: localpart },
      initial_device_display_name: deviceName,
    });
    const session = understood(loginAnswer, answer);
    return { accessToken: session.access_token, deviceId: session.device_id };
  }

  /** Ends the account for good: its sessions are void, its profile is gone, it leaves every room. */
  async deactivate(userId: string): Promise<void> {
    try {
      await this.call(userId, "POST", "/_matrix/client/v3/account/deactivate", { erase: true });
    } catch (error) {
      // Somebody was faster, or the account was never made.
      if (error instanceof HomeserverError && [401, 403, 404].includes(error.status)) {
        if (error.errcode === "M_USER_DEACTIVATED" || error.status === 404) return;
      }
      throw error;
    }
  }

  /**
   * Asks the homeserver to call us back, which also makes it deliver what it has kept since an outage.
   * @see https://spec.matrix.org/v1.16/application-service-api/#post_matrixclientv1appserviceappserviceidping
   */
  async ping(): Promise<void> {
    const id = encodeURIComponent(this.config.appservice.id);
    await this.call(this.botUserId, "POST", `/_matrix/client/v1/appservice/${id}/ping`, {});
  }

  private async roomEvent(path: string): Promise<RoomEvent | undefined> {
    try {
      const answer = await this.call(this.botUserId, "GET", path);
      const { event_id: eventId, sender, content, unsigned } = understood(eventAnswer, answer);
      return { eventId, sender, content, replaces: unsigned.replaces_state };
    } catch (error) {
      if (error instanceof HomeserverError && error.status === 404) return undefined;
      throw error;
    }
  }

  private async call(
    userId: string,
    method: Method,
    path: string,
    body?: object,
    timeout = TIMEOUT_MS,
  ): Promise<unknown> {
    const client = this.bridge.getIntent(userId).matrixClient;
    try {
      const answer: unknown = await client.doRequest(method, path, null, body ?? null, timeout);
      return answer;
    } catch (error) {
      throw asHomeserverError(error);
    }
  }
}

const matrixErrorSchema = z.looseObject({
  statusCode: z.number(),
  errcode: z.string().optional(),
  retryAfterMs: z.number().optional(),
});

function asHomeserverError(error: unknown): HomeserverError | HomeserverUnreachable {
  // The library throws its own error, or the bare HTTP response where the body was no Matrix error.
  const answer = matrixErrorSchema.safeParse(
    typeof error === "object" && error !== null
      ? {
          statusCode: Reflect.get(error, "statusCode"),
          errcode: Reflect.get(error, "errcode"),
          retryAfterMs: Reflect.get(error, "retryAfterMs"),
        }
      : undefined,
  );
  if (!answer.success) return new HomeserverUnreachable(error);
  const { statusCode, errcode, retryAfterMs } = answer.data;
  if (errcode === undefined && statusCode >= 500) return new HomeserverUnreachable();
  return new HomeserverError(
    statusCode,
    errcode ?? "M_UNKNOWN",
    retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000),
  );
}

/** @throws HomeserverUnreachable where the answer is not what the specification says */
function understood<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new HomeserverUnreachable(parsed.error);
  return parsed.data;
}

function roomPath(roomId: string): string {
  return `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;
}

function statePath(roomId: string, type: string, stateKey: string): string {
  return `${roomPath(roomId)}/state/${encodeURIComponent(type)}/${encodeURIComponent(stateKey)}`;
}
