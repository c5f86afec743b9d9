import type { PushMessage } from "@plenum/model";

/**
 * What the push gateway has sealed for this browser. By hand: the service worker stands beside every
 * page, and a library for this would be most of it.
 */
export function readPushMessage(text: string | undefined): PushMessage {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    return {};
  }
  if (typeof value !== "object" || value === null) return {};
  const { roomId, eventId, unread } = value as Readonly<Record<string, unknown>>;
  return {
    ...(isId(roomId) ? { roomId } : {}),
    ...(isId(eventId) ? { eventId } : {}),
    ...(typeof unread === "number" && Number.isSafeInteger(unread) && unread >= 0
      ? { unread }
      : {}),
  };
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 255;
}
