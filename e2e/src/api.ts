import {
  agencySettingsAnswerSchema,
  createGuestLinkResponseSchema,
  createSessionResponseSchema,
  provisioningSchema,
  type ChangeLobbyRequest,
  type CreateConferenceRequest,
  type CreateGuestLinkRequest,
  type CreateGuestLinkResponse,
} from "@plenum/model";
import { waveSchema } from "@plenum/model/migration";
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

  async changeLobby(roomId: string, change: ChangeLobbyRequest): Promise<void> {
    await call("PUT", `/conferences/${encodeURIComponent(roomId)}/lobby`, change, this.token);
  }

  /** Makes a wave of the migration with something in it; for administrators. */
  async createWave(
    name: string,
    label: string,
    items: readonly object[],
    day?: string,
  ): Promise<void> {
    await call("PUT", `/migration/waves/${name}`, { label, day }, this.token);
    await call("POST", `/migration/waves/${name}/items`, { items }, this.token);
  }

  /** Makes what a wave holds. */
  async runWave(name: string): Promise<void> {
    await call("POST", `/migration/waves/${name}/start`, undefined, this.token);
    await expect
      .poll(
        async () => {
          const answer = await call("GET", `/migration/waves/${name}`, undefined, this.token);
          return waveSchema.parse(answer).state;
        },
        { message: "the wave is made" },
      )
      .toBe("done");
  }

  async createGuestLink(
    roomId: string,
    request: CreateGuestLinkRequest,
  ): Promise<CreateGuestLinkResponse> {
    const path = `/conferences/${encodeURIComponent(roomId)}/guest-links`;
    return createGuestLinkResponseSchema.parse(await call("POST", path, request, this.token));
  }
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
