import { z } from "zod";

/** Account data with how somebody wants to be notified, on all devices. */
export const NOTIFICATIONS_EVENT = "chat.plenum.notifications";

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** Content of that account data; what another client has damaged falls back part by part. */
export const notificationSettingsSchema = z.object({
  /** What makes a sound. */
  sound: z.enum(["all", "important", "none"]).catch("important"),
  /** Whether a notification shows who wrote what; else only that something came. */
  preview: z.boolean().catch(true),
  /** Nothing makes itself heard in this time; over midnight where `from` is later than `to`. */
  quiet: z
    .object({
      from: clock,
      to: clock,
      /** The whole of Saturday and Sunday as well. */
      weekend: z.boolean().catch(false),
    })
    .optional()
    .catch(undefined),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

/** Reads the account data as it came. */
export function readNotificationSettings(content: unknown): NotificationSettings {
  return notificationSettingsSchema.parse(
    typeof content === "object" && content !== null ? content : {},
  );
}

/** A moment as the clock on the wall shows it. */
export interface WallClock {
  readonly hours: number;
  readonly minutes: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

function minutesOf(text: string): number {
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** Whether it is quiet time. From and to alike mean: never, but for the weekend. */
export function isQuiet(quiet: NotificationSettings["quiet"], at: WallClock): boolean {
  if (quiet === undefined) return false;
  if (quiet.weekend && (at.weekday === 0 || at.weekday === 6)) return true;
  const now = at.hours * 60 + at.minutes;
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  return from <= to ? now >= from && now < to : now >= from || now < to;
}

export interface NewMessage {
  /** For somebody in person: a mention, or in a direct message. */
  readonly important: boolean;
  /** The room is muted; mentions come through. */
  readonly muted: boolean;
  /** The reader has the conversation before his or her eyes. */
  readonly inSight: boolean;
  /** Any window of the client has the attention. */
  readonly windowActive: boolean;
  /** Written before this window has started. */
  readonly old: boolean;
}

/** How to tell of a message. */
export interface Notice {
  readonly show: boolean;
  readonly sound: boolean;
}

const SILENCE: Notice = { show: false, sound: false };

/**
 * Whether a message makes itself known, and how. Pure.
 * @param silenced do not disturb is on
 */
export function noticeOf(
  message: NewMessage,
  settings: NotificationSettings,
  quietNow: boolean,
  silenced: boolean,
): Notice {
  if (message.old || message.inSight || silenced || quietNow) return SILENCE;
  if (message.muted && !message.important) return SILENCE;
  const heard = settings.sound === "all" || (settings.sound === "important" && message.important);
  // Whoever works in the client sees the numbers; a window over it would only be in the way.
  return { show: !message.windowActive, sound: heard };
}
