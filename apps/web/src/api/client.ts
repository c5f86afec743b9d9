import {
  createSessionResponseSchema,
  floorContentSchema,
  joinResponseSchema,
  provisioningSchema,
  type CreateConferenceRequest,
  type JoinResponse,
  type OpenIdToken,
  type Provisioning,
} from "@plenum/model";
import { z } from "zod";
import { ApiError } from "./problem-error.ts";
import { request, type ApiRequest } from "./request.ts";

/** Milliseconds before its end at which a session of the API is renewed. */
const RENEW_BEFORE = 60_000;
/** Milliseconds in which a session, and a place in a call, is to be had; else it is asked for anew. */
const LIMIT = 4_500;

/**
 * The appservice's API for a signed-in person. It trades a Matrix OpenID token for a session
 * of its own, keeps that in memory and renews it when it runs out or is refused.
 */
export class ApiClient {
  private session: Promise<{ token: string; expiresAt: number }> | undefined;

  constructor(private readonly openIdToken: () => Promise<OpenIdToken>) {}

  /** Token and addresses for the call of a room. @throws ApiError */
  joinConference(roomId: string, deviceId: string): Promise<JoinResponse> {
    return this.authorised({
      method: "POST",
      path: `/api/v1/conferences/${encodeURIComponent(roomId)}/join`,
      body: { deviceId },
      limit: LIMIT,
      answer: joinResponseSchema,
    });
  }

  /** Has the running call of a room follow what was just changed in the room. @throws ApiError */
  async applyConference(roomId: string): Promise<void> {
    await this.authorised({
      method: "POST",
      path: `/api/v1/conferences/${encodeURIComponent(roomId)}/apply`,
      answer: z.unknown(),
    });
  }

  /** Gives somebody the floor in a conference room, or takes it back. @throws ApiError */
  async giveFloor(roomId: string, userId: string, given: boolean): Promise<void> {
    await this.authorised({
      method: "POST",
      path: `/api/v1/conferences/${encodeURIComponent(roomId)}/floor`,
      body: { userId, given },
      answer: floorContentSchema,
    });
  }

  /** Queues the making of a conference room. @throws ApiError */
  createConference(conference: CreateConferenceRequest): Promise<Provisioning> {
    return this.authorised({
      method: "POST",
      path: "/api/v1/conferences",
      body: conference,
      answer: provisioningSchema,
    });
  }

  /** How far the making of a conference room is. @throws ApiError */
  provisioning(id: string, signal: AbortSignal): Promise<Provisioning> {
    return this.authorised({
      method: "GET",
      path: `/api/v1/conferences/provisioning/${encodeURIComponent(id)}`,
      signal,
      answer: provisioningSchema,
    });
  }

  /** Any request of a signed-in person, for what few need and that comes later. @throws ApiError */
  async authorised<Answer>(options: Omit<ApiRequest<Answer>, "token">): Promise<Answer> {
    const { token } = await this.currentSession();
    try {
      return await request({ ...options, token });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "unauthorised") throw error;
      this.session = undefined;
      return request({ ...options, token: (await this.currentSession()).token });
    }
  }

  private async currentSession(): Promise<{ token: string; expiresAt: number }> {
    if (this.session) {
      const session = await this.session;
      if (session.expiresAt - RENEW_BEFORE > Date.now()) return session;
    }
    // Everything waits for it: on a network that went away meanwhile it would never come.
    const opening = within(LIMIT, this.openSession());
    this.session = opening;
    try {
      return await opening;
    } catch (error) {
      if (this.session === opening) this.session = undefined;
      throw error;
    }
  }

  private async openSession(): Promise<{ token: string; expiresAt: number }> {
    const answer = await request({
      method: "POST",
      path: "/api/v1/sessions",
      body: { openIdToken: await this.openIdToken() },
      answer: createSessionResponseSchema,
    });
    return { token: answer.token, expiresAt: Date.parse(answer.expiresAt) };
  }
}

/** @throws ApiError `unreachable` when it takes longer than a number of milliseconds */
function within<T>(limit: number, waiting: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ApiError("unreachable")), limit);
    void waiting.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
