import { callsAreEncrypted } from "@plenum/model";
import type {
  HistoryVisibility,
  JoinRule,
  RoomAccess,
  RoomSettings,
  ServerAcl,
} from "../contract.ts";
import { field, isRecord, text, texts } from "../untrusted/guards.ts";
import { validMxc } from "../untrusted/mxc.ts";
import { cleanName } from "../untrusted/names.ts";

/** Contents of the state events that the settings show, each untrusted. */
export interface SettingsFacts {
  readonly id: string;
  readonly create: unknown;
  readonly name: unknown;
  readonly topic: unknown;
  readonly avatar: unknown;
  readonly alias: unknown;
  readonly joinRules: unknown;
  readonly history: unknown;
  readonly callEncryption: unknown;
  readonly encrypted: boolean;
  readonly levels: unknown;
  readonly ownPower: number;
}

const RULES: ReadonlySet<string> = new Set<JoinRule>([
  "invite",
  "knock",
  "restricted",
  "knock_restricted",
  "public",
]);
const HISTORIES: ReadonlySet<string> = new Set<HistoryVisibility>([
  "invited",
  "joined",
  "shared",
  "world_readable",
]);

/** A join rule; what nobody knows lets nobody in but those invited. */
export function joinRuleOf(value: unknown): JoinRule {
  return typeof value === "string" && RULES.has(value) ? (value as JoinRule) : "invite";
}

/** Who may enter. @see https://spec.matrix.org/v1.16/client-server-api/#mroomjoin_rules */
export function readAccess(content: unknown): RoomAccess {
  const rule = joinRuleOf(field(content, "join_rule"));
  const allow = field(content, "allow");
  const spaces =
    Array.isArray(allow) && (rule === "restricted" || rule === "knock_restricted")
      ? allow
          .slice(0, 100)
          .filter((entry: unknown) => field(entry, "type") === "m.room_membership")
          .flatMap((entry: unknown) => text(entry, "room_id", 255) ?? [])
      : [];
  return { rule, spaces };
}

/** Content of `m.room.join_rules`. */
export function writeAccess(access: RoomAccess): Readonly<Record<string, unknown>> {
  const restricted = access.rule === "restricted" || access.rule === "knock_restricted";
  return {
    join_rule: access.rule,
    ...(restricted
      ? {
          allow: access.spaces.map((roomId) => ({ type: "m.room_membership", room_id: roomId })),
        }
      : {}),
  };
}

/** The settings of a room as they stand in its state. Pure. */
export function readSettings(facts: SettingsFacts): RoomSettings {
  const avatarMxc = validMxc(field(facts.avatar, "url"));
  const alias = text(facts.alias, "alias", 255);
  const history = field(facts.history, "history_visibility");
  return {
    id: facts.id,
    isSpace: field(facts.create, "type") === "m.space",
    name: cleanName(field(facts.name, "name"), 255),
    topic: topicOf(facts.topic),
    ...(avatarMxc === undefined ? {} : { avatarMxc }),
    ...(alias?.startsWith("#") === true ? { alias } : {}),
    access: readAccess(facts.joinRules),
    encrypted: facts.encrypted,
    history:
      typeof history === "string" && HISTORIES.has(history)
        ? (history as HistoryVisibility)
        : "shared",
    callsEncrypted: callsAreEncrypted(facts.callEncryption),
    version: cleanName(field(facts.create, "room_version"), 32) || "1",
    levels: facts.levels,
    ownPower: facts.ownPower,
  };
}

function topicOf(content: unknown): string {
  // Lines of a topic stay, each cleaned by itself.
  return (text(content, "topic", 4000) ?? "")
    .split("\n")
    .map((line) => cleanName(line, 1000))
    .join("\n")
    .trim();
}

const MOST_SERVERS = 500;

/** @see https://spec.matrix.org/v1.16/client-server-api/#mroomserver_acl */
export function readServerAcl(content: unknown): ServerAcl | undefined {
  if (!isRecord(content) || Object.keys(content).length === 0) return undefined;
  const names = (key: string): readonly string[] =>
    texts(content, key, MOST_SERVERS)
      .map((name) => cleanName(name, 255))
      .filter((name) => name !== "");
  return {
    allow: names("allow"),
    deny: names("deny"),
    addressesAllowed: field(content, "allow_ip_literals") !== false,
  };
}
