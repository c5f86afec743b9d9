import type { NotificationLevel } from "../contract.ts";
import { field, isRecord } from "../untrusted/guards.ts";

/** Rules of one kind whose id is the room: what clients write to silence it. */
function ruleOf(rules: unknown, kind: "override" | "room", roomId: string): unknown {
  const list = field(rules, kind);
  if (!Array.isArray(list)) return undefined;
  return list.find((rule: unknown) => isRecord(rule) && field(rule, "rule_id") === roomId);
}

function notifies(rule: unknown): boolean | undefined {
  if (field(rule, "enabled") !== true) return undefined;
  const actions = field(rule, "actions");
  return Array.isArray(actions) && actions.includes("notify");
}

/**
 * How much a room calls, from the account's push rules: an `override` rule of the room's own
 * silences it altogether, a `room` rule all but mentions.
 * @param rules `global` of the push rules, untrusted
 * @see https://spec.matrix.org/v1.16/client-server-api/#push-rules
 */
export function notificationsOf(rules: unknown, roomId: string): NotificationLevel {
  if (notifies(ruleOf(rules, "override", roomId)) === false) return "none";
  const room = notifies(ruleOf(rules, "room", roomId));
  if (room === undefined) return "default";
  return room ? "all" : "mentions";
}
