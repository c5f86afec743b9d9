import { timingSafeEqual, createHash } from "node:crypto";
import { conferenceRoomName, roomIdOfConferenceName, type InstallationConfig } from "@plenum/model";
import { z } from "zod";
import { ApiProblem } from "../../http/api-problem.ts";
import { AttemptLimiter } from "../../http/attempt-limiter.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import type { ConferencePins } from "./pins.ts";
import type { Pool } from "pg";

const querySchema = z
  .object({
    id: z
      .string()
      .regex(/^\d{1,16}$/)
      .optional(),
    conference: z.string().min(1).max(600).optional(),
  })
  .refine(({ id, conference }) => id !== undefined || conference !== undefined);

const mappingSchema = z.object({
  message: z.string(),
  /** The PIN. */
  id: z.number().optional(),
  /** Address of the conference; false where there is none. */
  conference: z.union([z.string(), z.literal(false)]),
});
const numbersSchema = z.array(
  z.object({ countryCode: z.string(), formattedNumber: z.string(), tollFree: z.boolean() }),
);

/**
 * What a telephone gateway asks, in the form of Jitsi's own cloud API: which conference a PIN leads into,
 * which PIN a conference has, and which numbers there are. Callers show the shared secret as a bearer token
 * or as the password of HTTP Basic, which is what an address with a password in it becomes.
 * @see https://github.com/jitsi/jitsi-meet/blob/master/resources/cloud-api.swagger
 */
export function phoneRoutes(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly pins: ConferencePins;
}): readonly Route[] {
  const { config, pins } = deps;
  // Callers come through the gateway: one address stands for all of them.
  const limits = { perAddress: 60, perNetwork: 60, within: 300 };
  const attempts = new AttemptLimiter(deps.pool, "phone", limits);

  async function ensureGateway(input: {
    readonly address: string;
    readonly authorization: string | undefined;
  }): Promise<void> {
    await attempts.ensureAllowed(input.address);
    if (config.dialIn === undefined) throw new ApiProblem("not-found");
    if (sameSecret(secretOf(input.authorization ?? ""), config.dialIn.secret)) return;
    await attempts.failed(input.address);
    throw new ApiProblem("unauthorised");
  }

  const problems = ["unauthorised", "not-found", "too-many-attempts"] as const;
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/phone/conference-mapper",
      operationId: "mapPhoneConference",
      summary: "The conference of a PIN (`id`), or the PIN of a conference, in Jitsi's form.",
      security: "phone",
      problems,
      query: querySchema,
      success: { status: 200, description: "What was found.", schema: mappingSchema },
      async handle(input) {
        await ensureGateway(input);
        const { id, conference } = input.query;
        if (conference !== undefined) {
          const pin = await pinOfConference(conference, config, pins);
          return answer(pin, pin === undefined ? false : conference);
        }
        const roomId = await pins.roomOf(id ?? "");
        if (roomId === undefined) await attempts.failed(input.address);
        return answer(id, roomId === undefined ? false : jidOf(roomId, config));
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/phone/numbers",
      operationId: "listPhoneNumbers",
      summary: "The telephone numbers under which conferences are reached, in Jitsi's form.",
      security: "phone",
      problems,
      success: { status: 200, description: "The numbers.", schema: numbersSchema },
      async handle(input) {
        await ensureGateway(input);
        return (config.dialIn?.numbers ?? []).map(({ country, number, tollFree }) => ({
          countryCode: country,
          formattedNumber: number,
          tollFree,
        }));
      },
    }),
  ];
}

function answer(
  pin: string | undefined,
  conference: string | false,
): z.infer<typeof mappingSchema> {
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

/** @param given the `Authorization` header */
function secretOf(given: string): string {
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
