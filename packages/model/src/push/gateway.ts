import { z } from "zod";

/** Name under which Plenum's pushers stand at the homeserver. */
export const PUSH_APP_ID = "chat.plenum.web";

const base64url = z.string().regex(/^[\w-]+=*$/);

/** What a browser hands out when it subscribes, as it stands in the pusher's `data`. */
export const pushDataSchema = z.object({
  endpoint: z.url().max(2000),
  /** The browser's public key and secret (RFC 8291). */
  p256dh: base64url.max(200),
  auth: base64url.max(100),
});
export type PushData = z.infer<typeof pushDataSchema>;

/**
 * What the homeserver posts to `/_matrix/push/v1/notify`. With the format `event_id_only` it holds
 * no content; whatever else comes along is not read.
 * @see https://spec.matrix.org/v1.16/push-gateway-api/
 */
export const pushRequestSchema = z.object({
  notification: z.object({
    event_id: z.string().max(255).optional(),
    room_id: z.string().max(255).optional(),
    counts: z.object({ unread: z.number().int().min(0).optional() }).optional(),
    prio: z.string().optional(),
    devices: z
      .array(
        z.object({
          app_id: z.string(),
          pushkey: z.string().max(512),
          data: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .max(100),
  }),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

/** What reaches the browser, encrypted for it alone: where something happened, never what. */
export const pushMessageSchema = z.object({
  roomId: z.string().max(255).optional(),
  eventId: z.string().max(255).optional(),
  unread: z.number().int().min(0).optional(),
});
export type PushMessage = z.infer<typeof pushMessageSchema>;

/** The message for a browser. An empty one means: what was unread has been read. */
export function pushMessageOf({ notification }: PushRequest): PushMessage {
  const { room_id: roomId, event_id: eventId, counts } = notification;
  return {
    ...(roomId === undefined ? {} : { roomId }),
    ...(eventId === undefined ? {} : { eventId }),
    ...(counts?.unread === undefined ? {} : { unread: counts.unread }),
  };
}

/**
 * Whether an address is one of the push services that the agency allows: nobody may make the
 * server call any other.
 * @param services host names; `*.example.org` stands for every host below
 */
export function isPushService(endpoint: string, services: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, username, password } = new URL(endpoint);
  if (protocol !== "https:") return false;
  if (username !== "" || password !== "") return false;
  return services.some((service) =>
    service.startsWith("*.") ? hostname.endsWith(service.slice(1)) : hostname === service,
  );
}
