import { auditActOf, reportKindSchema, roleNameOf, type AuditEntry } from "@plenum/model";
import type { TextKey, Translate } from "../i18n/keys.ts";

/** What an entry of the audit log says, in the words of an office. */
export interface AuditWords {
  /** What was done. */
  readonly act: string;
  /** Facts that belong to it, those first that matter most; without what has no words. */
  readonly more: readonly string[];
  /** Facts that have no words, as they stand in the log: for those who administer. */
  readonly rest: readonly string[];
}

type Value = AuditEntry["details"][string];
type Fact = (value: Value, all: AuditEntry["details"], t: Translate) => string | undefined;

const KINDS = ["audio", "video", "desktop"] as const;
const WHO = ["colleague", "external", "guest"] as const;
const ACCESS = ["public", "invite", "knock", "restricted", "knock_restricted", "private"] as const;
const SETTINGS = [
  "name",
  "topic",
  "history_visibility",
  "guest_access",
  "encryption",
  "server_acl",
] as const;

const counted =
  (key: TextKey): Fact =>
  (value, _all, t) =>
    typeof value === "number" ? t(key, { count: value }) : undefined;

/** By name of the fact; what is not here stands in the export alone. */
const FACTS: Readonly<Record<string, Fact>> = {
  to: (to, { from }, t) => {
    if (typeof from === "number" && typeof to === "number") {
      return t("audit.more.roles", { from: roleWord(from, t), to: roleWord(to, t) });
    }
    const rule = ACCESS.find((known) => known === to);
    return rule && t(`audit.access.${rule}`);
  },
  hours: counted("audit.more.hours"),
  kinds: (value, _all, t) => {
    const named = String(value).split(" ");
    return KINDS.filter((kind) => named.includes(kind))
      .map((kind) => t(`audit.kinds.${kind}`))
      .join(", ");
  },
  exceptPresenters: (value, _all, t) =>
    value === true ? t("audit.more.exceptPresenters") : undefined,
  affected: counted("audit.more.affected"),
  what: (value, _all, t) => {
    const setting = SETTINGS.find((known) => `m.room.${known}` === value);
    return setting && t(`audit.setting.${setting}`);
  },
  kind: (value, _all, t) => {
    const who = WHO.find((known) => known === value);
    if (who !== undefined) return t(`audit.who.${who}`);
    const about = reportKindSchema.exclude(["other"]).safeParse(value);
    return about.success ? t(`audit.about.${about.data}`) : undefined;
  },
  message: (value, _all, t) => (value === true ? t("audit.more.message") : undefined),
  entries: counted("audit.more.entries"),
  reports: counted("audit.more.entries"),
  guests: counted("audit.more.guests"),
  links: counted("audit.more.links"),
};

/** An entry in words. What a newer program wrote has none, and is named as it is. */
export function auditWords(entry: Pick<AuditEntry, "act" | "details">, t: Translate): AuditWords {
  const act = auditActOf(entry.act);
  const { details } = entry;
  const said = new Set<string>();
  const more = Object.entries(FACTS).flatMap(([name, fact]) => {
    if (!Object.hasOwn(details, name)) return [];
    const words = fact(details[name] ?? null, details, t);
    if (words === undefined || words === "") return [];
    said.add(name);
    // Said together.
    if (name === "to") said.add("from");
    return [words];
  });
  return {
    act: act === undefined ? t("audit.unknownAct", { act: entry.act }) : t(`audit.act.${act}`),
    more,
    rest: Object.entries(details)
      .filter(([name]) => !said.has(name))
      .map(([name, value]) => `${name}: ${String(value)}`),
  };
}

/** Who did something. @param nameOf of a Matrix user id */
export function auditActor(
  actor: string,
  t: Translate,
  nameOf: (userId: string) => string,
): string {
  if (actor === "system") return t("audit.system");
  if (actor.startsWith("client:")) return t("audit.client");
  return nameOf(actor);
}

function roleWord(power: number, t: Translate): string {
  return t(`audit.role.${roleNameOf(power)}`, { level: power });
}
