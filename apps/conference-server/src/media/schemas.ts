import { z } from "zod";
import type { MediaCommand, MediaEvent, MediaOptions, Source } from "./protocol.ts";

const ssrc = z.number().int().min(1).max(0xffff_ffff);
const port = z.number().int().min(1).max(65_535);

const sourceSchema: z.ZodType<Source> = z.object({
  name: z.string().min(1).max(200),
  kind: z.enum(["audio", "video"]),
  ssrcs: z.array(ssrc).min(1).max(8),
  rtx: z.record(z.coerce.number<number>().int(), ssrc),
  videoType: z.enum(["camera", "desktop", "none"]),
  muted: z.boolean(),
});

const conference = z.string().min(1);
const endpoint = z.string().min(1);
const requestId = z.number().int();

const remoteTransport = z.object({
  // These go into a session description: nothing in them may begin a line of its own.
  ufrag: z.string().regex(/^[\w+/=-]{4,256}$/u),
  pwd: z.string().regex(/^[\w+/=-]{22,256}$/u),
  fingerprint: z.object({
    hash: z.enum(["sha-1", "sha-224", "sha-256", "sha-384", "sha-512"]),
    value: z.string().regex(/^[\dA-Fa-f]{2}(:[\dA-Fa-f]{2}){19,63}$/u),
    setup: z.enum(["active", "passive", "actpass"]),
  }),
  candidates: z.array(z.string().regex(/^[^\r\n]{1,1000}$/u)).max(100),
});

/** Options of the media child (its first argument, as JSON). */
export const mediaOptionsSchema: z.ZodType<MediaOptions> = z
  .object({
    port,
    listenAddress: z.string().min(1).exactOptional(),
    announcedAddresses: z.array(z.string().min(1)).min(1),
    announced: z
      .array(z.object({ ip: z.string().min(1), port }))
      .min(1)
      .exactOptional(),
    relayedPort: port.exactOptional(),
    startBitrate: z.number().int().positive().exactOptional(),
    testLoss: z
      .object({ incoming: z.number().min(0).max(1), outgoing: z.number().min(0).max(1) })
      .exactOptional(),
  })
  .readonly();

/** Every command that the child accepts; it refuses anything else and goes on. */
export const mediaCommandSchema: z.ZodType<MediaCommand> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("allocate"), requestId, conference, endpoint }),
  z.object({
    type: z.literal("accept"),
    conference,
    endpoint,
    remote: remoteTransport,
    sources: z.array(sourceSchema),
  }),
  z.object({
    type: z.literal("setSources"),
    conference,
    endpoint,
    sources: z.array(sourceSchema),
  }),
  z.object({ type: z.literal("bridgeMessage"), conference, endpoint, message: z.unknown() }),
  z.object({ type: z.literal("bridgeChannel"), conference, endpoint, open: z.boolean() }),
  z.object({
    type: z.literal("rights"),
    conference,
    endpoint,
    audio: z.boolean(),
    video: z.boolean(),
    desktop: z.boolean(),
  }),
  z.object({ type: z.literal("remove"), conference, endpoint }),
  z.object({ type: z.literal("stats"), requestId }),
  z.object({ type: z.literal("shutdown") }),
]);

/** What can be said of an accept that is otherwise wrong: whose it was. */
export const refusedAcceptSchema = z.object({ type: z.literal("accept"), conference, endpoint });

const count = z.number().nonnegative();

/** Every event that signalling accepts from the child. */
export const mediaEventSchema: z.ZodType<MediaEvent> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), port }),
  z.object({ type: z.literal("cannotStart"), reason: z.string() }),
  z.object({
    type: z.literal("allocated"),
    requestId,
    transport: z.object({
      ufrag: z.string(),
      pwd: z.string(),
      fingerprint: z.object({ hash: z.string(), value: z.string() }),
      candidates: z.array(
        z.object({ ip: z.string(), port, priority: z.number(), foundation: z.string() }),
      ),
    }),
  }),
  z.object({ type: z.literal("refused"), requestId, reason: z.string() }),
  z.object({ type: z.literal("connected"), conference, endpoint }),
  z.object({ type: z.literal("failed"), conference, endpoint, reason: z.string() }),
  z.object({
    type: z.literal("sourcesRefused"),
    conference,
    endpoint,
    sources: z.array(z.string()),
    reason: z.string(),
  }),
  z.object({
    type: z.literal("bridgeMessage"),
    conference,
    endpoint,
    message: z.record(z.string(), z.unknown()),
  }),
  z.object({
    type: z.literal("dominantSpeaker"),
    conference,
    endpoint,
    previous: z.array(z.string()),
  }),
  z.object({
    type: z.literal("stats"),
    requestId,
    stats: z.object({
      conferences: count,
      endpoints: count,
      packetsIn: count,
      packetsOut: count,
      bytesIn: count,
      bytesOut: count,
      rssBytes: count,
      cpuSeconds: count,
      packetsUnknown: count,
      sendFailures: count,
      retransmissions: count,
      sheddingLevel: count,
      packetsMalformed: count,
      uptimeSeconds: count,
      heapBytes: count,
      externalBytes: count,
      packetsForbidden: count.exactOptional(),
      quietVoices: count.exactOptional(),
    }),
  }),
]);
