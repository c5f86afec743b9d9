import { setTimeout as pause } from "node:timers/promises";
import {
  batchSchema,
  conferenceRoomPageSchema,
  createSessionResponseSchema,
  type InstallationConfig,
  type RoomPlan,
} from "@plenum/model";
import { z } from "zod";
import {
  plannedWidget,
  WIDGET_EVENT,
  WIDGET_KEY,
} from "../../apps/appservice/src/conferences/room-plan.ts";
import type { Account } from "../src/accounts.ts";

/** Calls under way at the same time; what the appservice takes at most. */
const PARALLEL = 4;
/** Milliseconds between two looks at a batch. */
const LOOK = 250;
/** Milliseconds after which a session of the API is renewed. */
const SESSION = 10 * 60_000;

const roomSchema = z.object({ room_id: z.string() });

/** The API for one administrator. */
export interface Api {
  post(path: string, body: object): Promise<unknown>;
  get(path: string): Promise<unknown>;
  /** @returns how many conference rooms are listed, page by page */
  readAllRooms(): Promise<number>;
}

/** Opens the API for somebody. */
export async function openApi(config: InstallationConfig, account: Account): Promise<Api> {
  const api = `${config.appservice.url}/api/v1`;
  let session: { readonly token: string; readonly since: number } | undefined;
  const token = async (): Promise<string> => {
    if (session !== undefined && Date.now() - session.since < SESSION) return session.token;
    const user = encodeURIComponent(account.userId);
    const openIdToken = await send(
      `${config.synapse.url}/_matrix/client/v3/user/${user}/openid/request_token`,
      { method: "POST", token: account.accessToken, body: {} },
    );
    const answer = await send(`${api}/sessions`, { method: "POST", body: { openIdToken } });
    session = { token: createSessionResponseSchema.parse(answer).token, since: Date.now() };
    return session.token;
  };
  const get = async (path: string): Promise<unknown> =>
    send(`${api}${path}`, { method: "GET", token: await token() });
  return {
    get,
    post: async (path, body) =>
      send(`${api}${path}`, { method: "POST", token: await token(), body }),
    async readAllRooms() {
      let seen = 0;
      let cursor: string | undefined;
      do {
        const query = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const page = conferenceRoomPageSchema.parse(
          await get(`/conference-rooms?limit=500${query}`),
        );
        seen += page.items.length;
        cursor = page.cursor;
      } while (cursor !== undefined);
      return seen;
    },
  };
}

/** Makes rooms through the API as one batch. @returns milliseconds until the last one is ready */
export async function apiRooms(api: Api, count: number): Promise<number> {
  const started = performance.now();
  const conferences = Array.from({ length: count }, () => ({ title: "Messung" }));
  let batch = batchSchema.parse(await api.post("/conference-batches", { conferences }));
  while (batch.queued + batch.running > 0) {
    await pause(LOOK);
    batch = batchSchema.parse(await api.get(`/conference-batches/${batch.id}`));
  }
  const milliseconds = performance.now() - started;
  if (batch.ready !== count) throw new Error(`${batch.failed} rooms could not be made`);
  return milliseconds;
}

/**
 * Makes rooms with the same state by the homeserver alone, as the same account: createRoom, and the
 * widget, which needs the room's id.
 * @returns milliseconds
 */
export async function bareRooms(
  config: InstallationConfig,
  count: number,
  plan: RoomPlan,
  body: () => object,
): Promise<number> {
  const { asToken: token, senderLocalpart } = config.appservice;
  const bot = `@${senderLocalpart}:${config.serverName}`;
  const { host } = new URL(config.publicUrl);
  const client = `${config.synapse.url}/_matrix/client/v3`;
  let left = count;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const made = await send(`${client}/createRoom`, { method: "POST", token, body: body() });
      const { room_id: roomId } = roomSchema.parse(made);
      await send(
        `${client}/rooms/${encodeURIComponent(roomId)}/state/${WIDGET_EVENT}/${WIDGET_KEY}`,
        { method: "PUT", token, body: plannedWidget(roomId, plan, bot, host) },
      );
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  return performance.now() - started;
}

/** One request with a JSON answer. */
export async function send(
  url: string,
  request: {
    readonly method: "GET" | "POST" | "PUT";
    readonly token?: string;
    readonly body?: object;
  },
): Promise<unknown> {
  const { method, token, body } = request;
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}`);
  return response.json();
}
