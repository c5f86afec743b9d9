import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";

/** "Come into the call": an ordinary event of the room (MSC4075). */
export const RTC_NOTIFICATION_EVENT = "org.matrix.msc4075.rtc.notification";
/** "No, thank you", as an answer to a notification (MSC4310). */
export const RTC_DECLINE_EVENT = "org.matrix.msc4310.rtc.decline";

/** Milliseconds that a ring lasts unless its sender says something else. */
export const RING_LIFETIME = 30_000;
/** Milliseconds; whoever asks for more gets this. */
export const LONGEST_RING = 120_000;
/** Milliseconds by which a sender's clock may be wrong before the server's time counts. */
const CLOCK_TOLERANCE = 20_000;
/** Characters of the word with which a call is declined. */
const MAX_DECLINE_TEXT = 200;

/** People of whom a notification may speak by name. */
const MAX_MENTIONS = 500;

function isUserId(value: unknown): value is string {
  return userIdSchema.safeParse(value).success;
}

const referenceSchema = z.looseObject({
  rel_type: z.literal("m.reference"),
  event_id: z.string().min(1).max(255),
});

/**
 * Content of a notification. It is untrusted: anybody in the room can write one.
 * `ring` wants to be heard until it is answered, `notification` is a line like any other.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4075
 */
export const rtcNotificationSchema = z.looseObject({
  notification_type: z.enum(["ring", "notification"]).default("notification").catch("notification"),
  /** Milliseconds since 1970 on the sender's clock. */
  sender_ts: z.number().int().nonnegative(),
  /** Milliseconds, counted from `sender_ts`. */
  lifetime: z
    .number()
    .positive()
    .transform((lifetime) => Math.min(lifetime, LONGEST_RING))
    .default(RING_LIFETIME)
    .catch(RING_LIFETIME),
  /** Who is meant. With neither of the two nobody is. */
  "m.mentions": z
    .looseObject({
      user_ids: z
        .array(z.unknown())
        .transform((ids) => ids.slice(0, MAX_MENTIONS).filter(isUserId))
        .default([])
        .catch([]),
      room: z.boolean().default(false).catch(false),
    })
    .default({ user_ids: [], room: false })
    .catch({ user_ids: [], room: false }),
  /** The sender's own call membership; without it nobody could tell when the sender hangs up. */
  "m.relates_to": referenceSchema,
});
export type RtcNotification = z.infer<typeof rtcNotificationSchema>;

/**
 * Content of a decline; it refers to the notification.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4310
 */
export const rtcDeclineSchema = z.looseObject({
  "m.relates_to": referenceSchema,
  /** Ours, and unknown to other clients: why. */
  "chat.plenum.reason": z
    .object({
      /** Declined by itself, for the person is in another call. */
      busy: z.boolean().default(false).catch(false),
      text: z
        .string()
        .transform((text) => text.slice(0, MAX_DECLINE_TEXT))
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type RtcDecline = z.infer<typeof rtcDeclineSchema>;

/**
 * When a ring is over, in milliseconds since 1970 on the server's clock.
 * @param originServerTs when the server took the notification, milliseconds since 1970
 */
export function ringEndsAt(
  notification: Pick<RtcNotification, "sender_ts" | "lifetime">,
  originServerTs: number,
): number {
  const { sender_ts: sent, lifetime } = notification;
  const wrong = Math.abs(sent - originServerTs) > CLOCK_TOLERANCE;
  return (wrong ? originServerTs : sent) + lifetime;
}
