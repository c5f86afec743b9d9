import type { NotificationLevel } from "../contract.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field, isRecord } from "../untrusted/guards.ts";
import { markRead as readUpToEnd } from "./reading.ts";

function ofRoom(engine: Engine, roomId: string, ...parts: readonly string[]): string {
  return path("v3", "user", engine.tokens.credentials.userId, "rooms", roomId, ...parts);
}

/** Sets or takes off a tag. @param order place among those with the same tag, 0 to 1 */
export async function setTag(
  engine: Engine,
  roomId: string,
  tag: "m.favourite" | "m.lowpriority",
  on: boolean,
): Promise<void> {
  await engine.api.request({
    method: on ? "PUT" : "DELETE",
    path: ofRoom(engine, roomId, "tags", tag),
    ...(on ? { body: { order: 0.5 } } : {}),
  });
}

interface WantedRule {
  readonly kind: "override" | "room";
  /** Undefined: there shall be none. */
  readonly rule: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The two rules by which a room's level is written, as other clients do it.
 * @see https://spec.matrix.org/v1.16/client-server-api/#push-rules
 */
export function rulesFor(roomId: string, level: NotificationLevel): readonly WantedRule[] {
  const silence = {
    conditions: [{ kind: "event_match", key: "room_id", pattern: roomId }],
    actions: [],
  };
  const all = { actions: ["notify", { set_tweak: "sound", value: "default" }] };
  const room = level === "mentions" ? { actions: [] } : level === "all" ? all : undefined;
  return [
    { kind: "override", rule: level === "none" ? silence : undefined },
    { kind: "room", rule: room },
  ];
}

export async function setNotifications(
  engine: Engine,
  roomId: string,
  level: NotificationLevel,
): Promise<void> {
  for (const { kind, rule } of rulesFor(roomId, level)) {
    const known = knownRule(engine.client.pushRules?.global, kind, roomId);
    const at = path("v3", "pushrules", "global", kind, roomId);
    if (rule === undefined) {
      if (known !== undefined) await engine.api.request({ method: "DELETE", path: at });
      continue;
    }
    await engine.api.request({ method: "PUT", path: at, body: rule });
    if (field(known, "enabled") === false) {
      await engine.api.request({ method: "PUT", path: `${at}/enabled`, body: { enabled: true } });
    }
  }
}

function knownRule(rules: unknown, kind: string, roomId: string): unknown {
  const list = field(rules, kind);
  if (!Array.isArray(list)) return undefined;
  return list.find((rule: unknown) => isRecord(rule) && field(rule, "rule_id") === roomId);
}

/** @see https://spec.matrix.org/v1.16/client-server-api/#unread-markers */
export async function setMarkedUnread(
  engine: Engine,
  roomId: string,
  unread: boolean,
): Promise<void> {
  await engine.api.request({
    method: "PUT",
    path: ofRoom(engine, roomId, "account_data", "m.marked_unread"),
    body: { unread },
  });
}

/** Moves the own receipt and read marker to the newest event that is known. */
export async function markRead(engine: Engine, roomId: string): Promise<void> {
  const room = engine.settledRoom(roomId);
  if (room === undefined) return;
  if (field(room.getAccountData("m.marked_unread")?.getContent(), "unread") === true) {
    await setMarkedUnread(engine, roomId, false);
  }
  readUpToEnd(engine, roomId, "all");
}
