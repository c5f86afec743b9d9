import { timingSafeEqual, createHash } from "node:crypto";
import express, { type Request, type Response, type Router } from "express";
import { conferenceRoomName, roomIdOfConferenceName, type InstallationConfig } from "@plenum/model";
import { z } from "zod";
import { ApiProblem } from "../../http/api-problem.ts";
import { AttemptLimiter } from "../../http/attempt-limiter.ts";
import type { ConferencePins } from "./pins.ts";
import type { Pool } from "pg";

const querySchema = z.object({
  id: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional(),
  conference: z.string().min(1).max(600).optional(),
});

/**
 * What a telephone gateway asks, in the form of Jitsi's own cloud API: which conference a PIN leads into,
 * which PIN a conference has, and which numbers there are. Callers show the shared secret as a bearer token
 * or as the password of HTTP Basic, which is what an address with a password in it becomes.
 * @see https://github.com/jitsi/jitsi-meet/blob/master/resources/cloud-api.swagger
 */
export function phoneRouter(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly pins: ConferencePins;
}): Router {
  const { config, pins } = deps;
  // Callers come through the gateway: one address stands for all of them.
  const limits = { perAddress: 60, perNetwork: 60, within: 300 };
  const attempts = new AttemptLimiter(deps.pool, "phone", limits);
  const router = express.Router();

  async function ensureGateway(request: Request): Promise<void> {
    const address = request.ip ?? "";
    await attempts.ensureAllowed(address);
    if (config.dialIn === undefined) throw new ApiProblem("not-found");
    if (sameSecret(secretOf(request), config.dialIn.secret)) return;
    await attempts.failed(address);
    throw new ApiProblem("unauthorised");
  }

  router.get("/api/v1/phone/conference-mapper", (request, response) => map(request, response));
  router.get("/api/v1/phone/numbers", (request, response) => list(request, response));

  async function map(request: Request, response: Response): Promise<void> {
    await ensureGateway(request);
    const query = querySchema.safeParse(request.query);
    if (!query.success) throw new ApiProblem("invalid-request");
    const { id, conference } = query.data;
    response.set("Cache-Control", "no-store");
    if (conference !== undefined) {
      const pin = await pinOfConference(conference, config, pins);
      response.json(answer(pin, pin === undefined ? false : conference));
      return;
    }
    if (id === undefined) throw new ApiProblem("invalid-request");
    const roomId = await pins.roomOf(id);
    if (roomId === undefined) await attempts.failed(request.ip ?? "");
    response.json(answer(id, roomId === undefined ? false : jidOf(roomId, config)));
  }

  async function list(request: Request, response: Response): Promise<void> {
    await ensureGateway(request);
    response.set("Cache-Control", "no-store");
    response.json(
      config.dialIn?.numbers.map(({ country, number, tollFree }) => ({
        countryCode: country,
        formattedNumber: number,
        tollFree,
      })) ?? [],
    );
  }
  return router;
}

function answer(pin: string | undefined, conference: string | false): object {
  return {
    message:
      conference === false
        ? "No conference mapping was found"
        : "Successfully retrieved conference mapping",
    ...(pin === undefined ? {} : { id: Number(pin) }),
    conference,
  };
}

function jidOf(roomId: string, config: InstallationConfig): string {
  return `${conferenceRoomName(roomId)}@${config.conference.mucDomain}`;
}

async function pinOfConference(
  jid: string,
  config: InstallationConfig,
  pins: ConferencePins,
): Promise<string | undefined> {
  const [name = "", domain] = jid.toLowerCase().split("@");
  if (domain !== config.conference.mucDomain.toLowerCase()) return undefined;
  const roomId = roomIdOfConferenceName(name);
  return roomId === undefined ? undefined : pins.pinOf(roomId);
}

function secretOf(request: Request): string {
  const given = request.headers.authorization ?? "";
  const bearer = /^Bearer +(\S+)$/i.exec(given)?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic +(\S+)$/i.exec(given)?.[1] ?? "";
  return Buffer.from(basic, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
}

function sameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(secret));
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
