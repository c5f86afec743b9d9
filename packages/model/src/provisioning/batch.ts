import { z } from "zod";
import { conferenceKindSchema } from "../conference/events.ts";
import { roomIdSchema, userIdSchema } from "../ids/matrix-id.ts";
import { badLineSchema } from "./bad-line.ts";
import { driftSchema } from "./drift.ts";
import { closingSchema, templateIdSchema } from "./template.ts";

/** Rooms of one file. */
export const MOST_ROOMS = 2_000;

const instant = z.iso.datetime({ offset: true });

/** One wish for a conference room, in a request of its own or as one of many. */
export const conferenceWishSchema = z.object({
  title: z.string().trim().min(1).max(200),
  /** Without `template`: the agency's template for this kind. */
  kind: conferenceKindSchema.default("meeting"),
  /** Name of a template; its kind counts. */
  template: templateIdSchema.optional(),
  /** As the template has it where this is left out. */
  encrypted: z.boolean().optional(),
  lobby: z.boolean().optional(),
  invite: z.array(userIdSchema).max(500).default([]),
  startsAt: instant.optional(),
  /** Some time after it the room is closed, as its template says. */
  endsAt: instant.optional(),
  /**
   * The colleague whose room it is: moderates and is invited. Administrators and other systems may
   * name somebody; other systems have to.
   */
  owner: userIdSchema.optional(),
  /** Chosen by the caller; the same key never makes a second room. */
  externalKey: z.string().min(1).max(200).optional(),
});

/** Whether a wish ends after it begins. */
export function hasSaneTimes(wish: {
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
}): boolean {
  if (wish.startsAt === undefined || wish.endsAt === undefined) return true;
  return Date.parse(wish.endsAt) > Date.parse(wish.startsAt);
}

export const provisioningStateSchema = z.enum([
  "queued",
  "running",
  "ready",
  "failed",
  "cancelled",
]);

/** `GET /api/v1/conferences/provisioning/{id}`, and the answer (202) of the creation. */
export const provisioningSchema = z.object({
  id: z.string(),
  state: provisioningStateSchema,
  roomId: roomIdSchema.optional(),
  /**
   * Stable code of the failure, e.g. `forbidden`. While `queued`: what is being waited for, e.g.
   * `homeserver-unavailable`.
   */
  problem: z.string().optional(),
  /** People whom the homeserver would not invite; the room is ready nevertheless. */
  notInvited: z.array(userIdSchema).optional(),
  /** Rooms that people wait for and that come before this one; only while `queued`. */
  ahead: z.number().int().min(0).optional(),
  /** Not made before this time, since its template says so. */
  madeFrom: instant.optional(),
});
export type Provisioning = z.infer<typeof provisioningSchema>;

/** A wish in a list, with what it is for. */
export const listedProvisioningSchema = provisioningSchema.extend({
  title: z.string(),
  owner: userIdSchema,
  externalKey: z.string().optional(),
  createdAt: instant,
  updatedAt: instant,
});

/** A page of a list; `cursor` gets the next one. */
function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), cursor: z.string().optional() });
}

/** `GET /api/v1/conferences/provisioning`. */
export const provisioningPageSchema = page(listedProvisioningSchema);

/** Query of every list that comes in pages. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** `POST /api/v1/conference-batches` with JSON. The entries are checked one by one. */
export const createBatchRequestSchema = z.object({
  conferences: z.array(z.unknown()).min(1).max(MOST_ROOMS),
  /** Makes what is good even though other lines are not; else nothing is made. */
  skipInvalid: z.boolean().default(false),
  /** The same key of the same caller never makes a second batch. */
  externalKey: z.string().min(1).max(200).optional(),
  label: z.string().trim().max(200).default(""),
});

export const batchSchema = z.object({
  id: z.uuid(),
  label: z.string(),
  state: z.enum(["queued", "running", "done", "cancelled"]),
  total: z.number().int(),
  queued: z.number().int(),
  running: z.number().int(),
  ready: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  /** Seconds, by the rooms made last; absent while there is nothing to tell from. */
  remainingSeconds: z.number().int().optional(),
  /** Why nothing happens at the moment, e.g. `homeserver-unavailable`. */
  problem: z.string().optional(),
  /** Lines of the file that were passed over. */
  skipped: z.array(badLineSchema),
  /** Who made it: a Matrix user id, or `client:<id>`. */
  createdBy: z.string(),
  createdAt: instant,
  finishedAt: instant.optional(),
});
export type Batch = z.infer<typeof batchSchema>;
export const batchPageSchema = page(batchSchema);

/** One room of a batch. */
export const batchItemSchema = listedProvisioningSchema.extend({ number: z.number().int() });
export const batchItemPageSchema = page(batchItemSchema);

/** A conference room as administrators and other systems see it. */
export const conferenceRoomSchema = z.object({
  roomId: roomIdSchema,
  title: z.string(),
  kind: conferenceKindSchema,
  template: z.string().optional(),
  encrypted: z.boolean(),
  owner: userIdSchema,
  createdAt: instant,
  endsAt: instant.optional(),
  closing: closingSchema,
  /** When it closes if nobody moves its end; absent where it never does. */
  closesAt: instant.optional(),
  closedAt: instant.optional(),
  /** What was found changed by hand and could not be mended. */
  drift: z.array(driftSchema),
});
export const conferenceRoomPageSchema = page(conferenceRoomSchema);

/** `PUT /api/v1/conferences/{roomId}/end`: `null` for a room without an end. */
export const moveEndRequestSchema = z.object({ endsAt: instant.nullable() });
