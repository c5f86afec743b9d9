import {
  agencySettingsAnswerSchema,
  createGuestLinkResponseSchema,
  createSessionResponseSchema,
  enterAsGuestResponseSchema,
  provisioningSchema,
  type CreateConferenceRequest,
  type CreateGuestLinkRequest,
  type CreateGuestLinkResponse,
  type EnterAsGuestResponse,
} from "@plenum/model";
import { expect } from "@playwright/test";
import { asPerson, type Account } from "./accounts.ts";
import { installation } from "./installation.ts";

/**
 * The documented HTTP API as that person uses it, for preparing stories whose subject is something
 * else. Goes through the origin like a browser.
 */
export async function apiOf(account: Account): Promise<PlenumApi> {
  const openIdToken = await asPerson(
    account,
    "POST",
    `/_matrix/client/v3/user/${encodeURIComponent(account.userId)}/openid/request_token`,
    {},
  );
  const session = createSessionResponseSchema.parse(
    await call("POST", "/sessions", { openIdToken }),
  );
  return new PlenumApi(session.token);
}

export class PlenumApi {
  constructor(private readonly token: string) {}

  /** @returns the Matrix id of the room, as soon as it is ready */
  async createConference(request: CreateConferenceRequest): Promise<string> {
    const { id } = provisioningSchema.parse(
      await call("POST", "/conferences", request, this.token),
    );
    let roomId: string | undefined;
    await expect
      .poll(
        async () => {
          const now = provisioningSchema.parse(
            await call("GET", `/conferences/provisioning/${id}`, undefined, this.token),
          );
          roomId = now.roomId;
          return now.state;
        },
        { message: "the conference room is made" },
      )
      .toBe("ready");
    if (roomId === undefined) throw new Error("a room that is ready has no id");
    return roomId;
  }

  /** Whether moderators may keep attendance lists; for administrators. */
  async allowAttendance(allowed: boolean): Promise<void> {
    const before = agencySettingsAnswerSchema.parse(
      await call("GET", "/agency", undefined, this.token),
    );
    const { version, off, attendance } = before;
    const body = { version, off, attendance: { ...attendance, allowed } };
    await call("PUT", "/agency", body, this.token);
  }

  async createGuestLink(
    roomId: string,
    request: CreateGuestLinkRequest,
  ): Promise<CreateGuestLinkResponse> {
    const path = `/conferences/${encodeURIComponent(roomId)}/guest-links`;
    return createGuestLinkResponseSchema.parse(await call("POST", path, request, this.token));
  }
}

/** Enters by a guest link without a browser. */
export async function enterByLink(url: string, displayName: string): Promise<EnterAsGuestResponse> {
  const token = new URL(url).pathname.split("/").at(-1);
  return enterAsGuestResponseSchema.parse(
    await call("POST", `/guest-links/${token}/enter`, { displayName }),
  );
}

/** What the homeserver answered to somebody who tried something. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Tries requests to the homeserver with a guest's token, through the origin. */
export function tryAs({ accessToken }: EnterAsGuestResponse) {
  return async (method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${installation.publicUrl}/_matrix/client/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
}

/** ISO 8601 of a moment so many seconds from now. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

async function call(
  method: "GET" | "POST" | "PUT",
  path: string,
  body?: unknown,
  token?: string,
): Promise<unknown> {
  const response = await fetch(`${installation.publicUrl}/api/v1${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}
