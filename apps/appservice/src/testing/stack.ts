import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  createSessionResponseSchema,
  enterAsGuestResponseSchema,
  createGuestLinkResponseSchema,
  openIdTokenSchema,
  provisioningSchema,
  type CreateConferenceRequest,
  type CreateGuestLinkRequest,
  type CreateGuestLinkResponse,
  type EnterAsGuestResponse,
  type InstallationConfig,
  type OpenIdToken,
} from "@plenum/model";
import { z } from "zod";
import { loadInstallation } from "../config/installation.ts";

/** An answer as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Somebody with a Matrix session. */
export interface Person {
  readonly userId: string;
  readonly accessToken: string;
  readonly deviceId: string;
}

const registered = z.object({
  user_id: z.string(),
  access_token: z.string(),
  device_id: z.string(),
});

/** The running installation that the tests talk to, over HTTP alone, as a client would. */
export class Stack {
  private constructor(readonly config: InstallationConfig) {}

  static async open(): Promise<Stack> {
    return new Stack(await loadInstallation(process.env));
  }

  /** An installation that a test has started for itself. */
  static of(config: InstallationConfig): Stack {
    return new Stack(config);
  }

  /** One request; relative paths go to the public origin. */
  async ask(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    options: { body?: unknown; bearer?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(new URL(path, this.config.publicUrl), {
      method,
      redirect: "manual",
      headers: {
        // A kept connection may be closed by the other side in the moment in which it is used again.
        connection: "close",
        ...(options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` }),
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: readBody(text, response.headers.get("content-type") ?? ""),
    };
  }

  /** A new colleague with a random name. */
  colleague(displayName?: string): Promise<Person> {
    return this.register(displayName, false);
  }

  /** A new administrator of the homeserver with a random name. */
  administrator(): Promise<Person> {
    return this.register(undefined, true);
  }

  private async register(displayName: string | undefined, admin: boolean): Promise<Person> {
    const url = new URL("/_synapse/admin/v1/register", this.config.synapse.url).toString();
    const offer = z.object({ nonce: z.string() }).parse((await this.ask("GET", url)).body);
    const username = `test-${randomBytes(6).toString("hex")}`;
    const password = randomBytes(12).toString("hex");
    const mac = createHmac("sha1", this.config.synapse.registrationSharedSecret)
      .update([offer.nonce, username, password, admin ? "admin" : "notadmin"].join("\0"))
      .digest("hex");
    const answer = await this.ask("POST", url, {
      body: {
        nonce: offer.nonce,
        username,
        password,
        admin,
        mac,
        displayname: displayName ?? `Test ${username}`,
      },
    });
    const made = registered.parse(answer.body);
    return { userId: made.user_id, accessToken: made.access_token, deviceId: made.device_id };
  }

  /** A request to Matrix as that person. */
  matrix(
    person: { readonly accessToken: string },
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    return this.ask(method, `/_matrix/client/v3${path}`, {
      bearer: person.accessToken,
      ...(body === undefined ? {} : { body }),
    });
  }

  async openIdToken(person: Person): Promise<OpenIdToken> {
    const path = `/user/${encodeURIComponent(person.userId)}/openid/request_token`;
    return openIdTokenSchema.parse((await this.matrix(person, "POST", path, {})).body);
  }

  /** A bearer token of the API. */
  async session(person: Person): Promise<string> {
    const answer = await this.ask("POST", "/api/v1/sessions", {
      body: { openIdToken: await this.openIdToken(person) },
    });
    return createSessionResponseSchema.parse(answer.body).token;
  }

  /** An ordinary room that a colleague makes, with others invited and joined. */
  async room(owner: Person, others: readonly Person[] = [], options: object = {}): Promise<string> {
    const made = await this.matrix(owner, "POST", "/createRoom", {
      preset: "private_chat",
      invite: others.map((other) => other.userId),
      ...options,
    });
    const { room_id: roomId } = z.object({ room_id: z.string() }).parse(made.body);
    for (const other of others) await this.joinRoom(other, roomId);
    return roomId;
  }

  async joinRoom(person: Person, roomId: string): Promise<void> {
    const answer = await this.matrix(person, "POST", `/join/${encodeURIComponent(roomId)}`, {});
    if (answer.status !== 200) throw new Error(`joining failed: ${JSON.stringify(answer.body)}`);
  }

  /** A conference room made by the appservice, with its requester inside. */
  async conference(
    owner: Person,
    wish: Partial<CreateConferenceRequest> = {},
  ): Promise<{ roomId: string; bearer: string }> {
    const bearer = await this.session(owner);
    const answer = await this.ask("POST", "/api/v1/conferences", {
      bearer,
      body: { title: "Probe", encrypted: false, ...wish },
    });
    const { id } = provisioningSchema.parse(answer.body);
    const roomId = await this.ready(bearer, id);
    await this.joinRoom(owner, roomId);
    return { roomId, bearer };
  }

  /** Waits until a conference room is ready. */
  async ready(bearer: string, id: string): Promise<string> {
    const done = await until(async () => {
      const answer = await this.ask("GET", `/api/v1/conferences/provisioning/${id}`, { bearer });
      const state = provisioningSchema.parse(answer.body);
      if (state.state === "failed") throw new Error(`provisioning failed: ${state.problem ?? ""}`);
      return state.state === "ready" ? state : undefined;
    });
    if (done.roomId === undefined) throw new Error("ready without a room");
    return done.roomId;
  }

  async guestLink(
    bearer: string,
    roomId: string,
    wish: Partial<CreateGuestLinkRequest> = {},
  ): Promise<CreateGuestLinkResponse & { token: string }> {
    const answer = await this.ask(
      "POST",
      `/api/v1/conferences/${encodeURIComponent(roomId)}/guest-links`,
      { bearer, body: { expiresAt: inMinutes(60), maxUses: 10, ...wish } },
    );
    const link = createGuestLinkResponseSchema.parse(answer.body);
    return { ...link, token: link.url.slice(link.url.lastIndexOf("/") + 1) };
  }

  enter(token: string, displayName: string): Promise<Answer> {
    return this.ask("POST", `/api/v1/guest-links/${token}/enter`, { body: { displayName } });
  }

  /** A guest in the room of a link. */
  async guest(token: string, displayName: string): Promise<EnterAsGuestResponse> {
    const answer = await this.enter(token, displayName);
    if (answer.status !== 201) throw new Error(`entering failed: ${JSON.stringify(answer.body)}`);
    return enterAsGuestResponseSchema.parse(answer.body);
  }
}

/** ISO time some minutes from now. */
export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}

/** Asks again and again until there is an answer; gives up after 45 seconds. */
export async function until<T>(question: () => Promise<T | undefined>, pauseMs = 100): Promise<T> {
  const deadline = Date.now() + 45_000;
  for (;;) {
    const answer = await question();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error("waited in vain");
    await wait(pauseMs);
  }
}

/** The code of a problem, undefined for anything else. */
export function problemCode(answer: Answer): string | undefined {
  const parsed = z.looseObject({ code: z.string() }).safeParse(answer.body);
  const type = answer.headers.get("content-type") ?? "";
  return parsed.success && type.startsWith("application/problem+json")
    ? parsed.data.code
    : undefined;
}

function readBody(text: string, contentType: string): unknown {
  if (text === "") return undefined;
  return contentType.includes("json") ? (JSON.parse(text) as unknown) : text;
}
