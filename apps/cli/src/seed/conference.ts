import { setTimeout as delay } from "node:timers/promises";
import {
  type InstallationConfig,
  createSessionResponseSchema,
  openIdTokenSchema,
  provisioningSchema,
} from "@plenum/model";
import { z } from "zod";
import { MatrixApi } from "./matrix-api.ts";
import { CONFERENCE } from "./rooms.ts";

/** Milliseconds that the appservice gets to make the room. */
const PROVISIONING_TIMEOUT = 60_000;

async function appservice<T>(
  config: InstallationConfig,
  method: "GET" | "POST",
  path: string,
  schema: z.ZodType<T>,
  options: { token?: string; body?: object },
): Promise<T> {
  const response = await fetch(`${config.appservice.url}/api/v1${path}`, {
    method,
    headers: {
      ...(options.token ? { Authorization: `Bearer ${options.token}` } : {}),
      ...(options.body ? { "Content-Type": "application/json" } : {}),
    },
    ...(options.body ? { body: JSON.stringify(options.body) } : {}),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`The appservice answered ${response.status} to ${path}: ${text.slice(0, 300)}`);
  return schema.parse(JSON.parse(text));
}

/**
 * Makes the demo conference the way a moderator's client does, and lets the invited accept.
 * Safe to repeat: the external key finds the room of an earlier attempt.
 * @param importToken lets this act for the demo people
 */
export async function seedConference(
  config: InstallationConfig,
  importToken: string,
): Promise<void> {
  const api = new MatrixApi(config.synapse.url, importToken);
  const id = (localpart: string): string => `@${localpart}:${config.serverName}`;
  const moderator = id(CONFERENCE.moderator);
  const openIdToken = await api.call(
    {
      method: "POST",
      path: `/_matrix/client/v3/user/${encodeURIComponent(moderator)}/openid/request_token`,
      body: {},
      as: moderator,
    },
    openIdTokenSchema,
  );
  const { token } = await appservice(config, "POST", "/sessions", createSessionResponseSchema, {
    body: { openIdToken },
  });
  const { title, externalKey } = CONFERENCE;
  const body = { title, externalKey, encrypted: true, invite: CONFERENCE.invited.map(id) };
  let job = await appservice(config, "POST", "/conferences", provisioningSchema, { token, body });
  const deadline = performance.now() + PROVISIONING_TIMEOUT;
  while (job.state === "queued" || job.state === "running") {
    if (performance.now() > deadline) throw new Error("The demo conference is not ready in time.");
    await delay(200);
    job = await appservice(
      config,
      "GET",
      `/conferences/provisioning/${encodeURIComponent(job.id)}`,
      provisioningSchema,
      { token },
    );
  }
  if (job.state === "failed" || !job.roomId) {
    throw new Error(`The appservice could not make the demo conference: ${job.problem ?? "?"}`);
  }
  for (const localpart of [CONFERENCE.moderator, ...CONFERENCE.invited]) {
    const path = `/_matrix/client/v3/join/${encodeURIComponent(job.roomId)}`;
    await api.call({ method: "POST", path, body: {}, as: id(localpart) }, z.unknown());
  }
}
