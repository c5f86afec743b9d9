import { roomIdSchema } from "@plenum/model";
import type { RoomPreview } from "../contract.ts";
import { joinRuleOf } from "../settings/settings.ts";
import { amount, field, text } from "../untrusted/guards.ts";
import { validMxc } from "../untrusted/mxc.ts";
import { cleanName } from "../untrusted/names.ts";

const MEMBERSHIPS: ReadonlySet<unknown> = new Set(["join", "invite", "knock", "ban"]);

/**
 * A room as a server describes it to those outside: in the directory, in a space, or asked for by
 * its address. Undefined for what is no description.
 * @see https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv1room_summaryroomidoralias
 */
export function readPreview(answer: unknown): RoomPreview | undefined {
  const id = roomIdSchema.safeParse(field(answer, "room_id"));
  if (!id.success) return undefined;
  const topic = cleanName(text(answer, "topic", 4000), 1000);
  const avatarMxc = validMxc(field(answer, "avatar_url"));
  const alias = text(answer, "canonical_alias", 255);
  const membership = field(answer, "membership");
  const encryption = field(answer, "encryption") ?? field(answer, "im.nheko.summary.encryption");
  return {
    id: id.data,
    name: cleanName(field(answer, "name"), 255) || cleanName(alias, 255),
    ...(topic === "" ? {} : { topic }),
    ...(avatarMxc === undefined ? {} : { avatarMxc }),
    ...(alias?.startsWith("#") === true ? { alias } : {}),
    isSpace: field(answer, "room_type") === "m.space",
    members: Math.trunc(amount(answer, "num_joined_members") ?? 0),
    // The directory leaves the rule out where everybody may enter.
    rule: joinRuleOf(field(answer, "join_rule") ?? "public"),
    encrypted: typeof encryption === "string",
    membership: MEMBERSHIPS.has(membership) ? (membership as RoomPreview["membership"]) : "leave",
  };
}
