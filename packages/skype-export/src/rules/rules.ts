import { parseUserId } from "@plenum/model";
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from "yaml";
import type { Finding, Place } from "../findings/finding.ts";
import { sipAddress } from "../text/clean.ts";
import { waveApiName } from "./wave-name.ts";
import { rulesSchema, type LocalPartRules, type WaveRule, type WrittenRules } from "./schema.ts";

/** Longest file of rules: exceptions for a few thousand people. */
const LONGEST = 2_000_000;

export interface Goal {
  readonly space?: string | undefined;
  readonly room?: string | undefined;
}

/** The mapping rules, checked; whatever is compared is in lower case and in NFC. */
export interface MigrationRules {
  readonly servers: ReadonlyMap<string, string>;
  readonly signIn: WrittenRules["signIn"];
  readonly names: LocalPartRules;
  readonly otherCharacters: "refuse" | "escape";
  /** By SIP domain; already joined with `names`, before which they go. */
  readonly namesOfDomain: ReadonlyMap<string, LocalPartRules>;
  /** A Matrix id, or `skip`, by SIP address. */
  readonly exceptions: ReadonlyMap<string, string>;
  readonly departments: ReadonlyMap<string, Goal>;
  /** By distinguished name, or by the name of the group alone. */
  readonly groups: ReadonlyMap<string, Goal>;
  readonly rooms: WrittenRules["rooms"];
  readonly channels: WrittenRules["channels"];
  readonly waves: readonly WaveRule[];
  readonly otherwise: string | undefined;
  readonly contact: WrittenRules["contact"];
}

export type ReadRules =
  | { readonly rules: MigrationRules; readonly findings: readonly Finding[] }
  | { readonly rules: undefined; readonly findings: readonly Finding[] };

/** As names are compared: in NFC, in lower case, single spaces. */
export function compared(name: string): string {
  return name.normalize("NFC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}

/**
 * Reads `migration.yaml`. Every mistake comes with its line; with one of them there are no rules,
 * since half of the rules would name people wrongly.
 */
export function readRules(text: string, file = "migration.yaml"): ReadRules {
  const findings: Finding[] = [];
  const tell = (code: string, line: number | undefined, facts: Finding["facts"]) => {
    const place: Place = line === undefined ? { file } : { file, line };
    findings.push({ code, severity: "stop", place, facts });
  };
  if (text.length > LONGEST) {
    tell("rules-too-long", undefined, { longest: LONGEST });
    return { rules: undefined, findings };
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, merge: false, schema: "core" });
  for (const error of [...document.errors, ...document.warnings]) {
    tell("rules-not-yaml", counter.linePos(error.pos[0]).line, {
      reason: firstLine(error.message),
    });
  }
  if (findings.length > 0) return { rules: undefined, findings };
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    tell("rules-not-yaml", undefined, { reason: firstLine(String(error)) });
    return { rules: undefined, findings };
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(document, counter, path);
  const parsed = rulesSchema.safeParse(plain ?? {});
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const extra = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
      for (const key of extra) {
        const path = key === undefined ? issue.path : [...issue.path, key];
        const code = key === undefined ? "rules-not-valid" : "rules-unknown-key";
        tell(code, lineOf(path), { where: path.map(String).join(" → "), reason: issue.message });
      }
    }
    return { rules: undefined, findings };
  }
  const rules = checked(parsed.data, (code, path, facts) => tell(code, lineOf(path), facts));
  return findings.length > 0 ? { rules: undefined, findings } : { rules, findings };
}

type TellAt = (code: string, path: readonly PropertyKey[], facts: Finding["facts"]) => void;

function checked(written: WrittenRules, tell: TellAt): MigrationRules {
  /** Keys that differ in case alone would mean the same twice. */
  const mapOf = <Value>(part: string, record: Readonly<Record<string, Value>>) => {
    const map = new Map<string, Value>();
    for (const [key, value] of Object.entries(record)) {
      if (map.has(compared(key))) tell("rules-key-twice", [part, key], { key });
      map.set(compared(key), value);
    }
    return map;
  };
  const servers = mapOf("servers", written.servers);
  if (servers.size === 0) tell("rules-no-server", ["servers"], {});

  const { domains, otherCharacters, ...names } = written.names;
  checkNames(names, ["names"], tell);
  const joined = Object.entries(domains ?? {}).map(([domain, of]) => [domain, { ...names, ...of }]);
  const namesOfDomain = mapOf<LocalPartRules>("names", Object.fromEntries(joined));
  for (const [domain, of] of Object.entries(domains ?? {})) {
    checkNames(of, ["names", "domains", domain], tell);
    if (!servers.has(compared(domain)))
      tell("rules-domain-unknown", ["names", "domains", domain], { domain });
  }
  return {
    servers,
    signIn: written.signIn,
    names,
    otherCharacters,
    namesOfDomain,
    exceptions: checkedExceptions(written, new Set(servers.values()), tell),
    departments: mapOf("departments", written.departments),
    groups: mapOf("groups", written.groups),
    rooms: written.rooms,
    channels: written.channels,
    waves: checkedWaves(written, tell),
    otherwise: written.otherwise,
    contact: written.contact,
  };
}

function checkNames(names: LocalPartRules, path: readonly string[], tell: TellAt): void {
  if ((names.pattern === undefined) !== (names.result === undefined)) {
    tell("rules-pattern-half", path, {});
    return;
  }
  if (names.pattern === undefined || names.result === undefined) return;
  const groups = new Set(
    Array.from(names.pattern.matchAll(/\(\?<([A-Za-z]\w*)>/g), ([, group]) => group),
  );
  for (const [, group] of names.result.matchAll(/\{(\w+)\}/g)) {
    if (!groups.has(group))
      tell("rules-group-unknown", [...path, "result"], { group: group ?? "" });
  }
}

function checkedExceptions(written: WrittenRules, servers: ReadonlySet<string>, tell: TellAt) {
  const exceptions = new Map<string, string>();
  for (const [key, id] of Object.entries(written.exceptions)) {
    const path = ["exceptions", key];
    const address = sipAddress(key);
    if (address === undefined) tell("rules-not-an-address", path, { key });
    else if (exceptions.has(address)) tell("rules-key-twice", path, { key });
    else exceptions.set(address, id);
    if (id === "skip") continue;
    try {
      const { server } = parseUserId(id);
      if (!servers.has(server)) tell("rules-server-unknown", path, { id, server });
    } catch {
      tell("rules-not-an-id", path, { id });
    }
  }
  return exceptions;
}

function checkedWaves(written: WrittenRules, tell: TellAt): readonly WaveRule[] {
  const names = new Set<string>();
  const shortNames = new Map<string, string>();
  for (const [at, wave] of written.waves.entries()) {
    const { name, people, list, departments, sites, domains, freeze, date } = wave;
    const place = ["waves", at, "name"];
    const short = waveApiName(name);
    const other = shortNames.get(short);
    if (names.has(compared(name))) tell("rules-key-twice", place, { key: name });
    else if (short === "") tell("rules-wave-unnameable", place, { name });
    else if (other !== undefined) tell("rules-wave-same", place, { name, other, short });
    names.add(compared(name));
    shortNames.set(short, name);
    const rules = [people, list, departments, sites, domains].filter((rule) => rule !== undefined);
    if (rules.length === 0 && name !== written.otherwise)
      tell("rules-wave-empty", ["waves", at], { name });
    if (freeze !== undefined && date !== undefined && freeze.slice(0, 10) > date.slice(0, 10)) {
      tell("rules-freeze-late", ["waves", at, "freeze"], { name, freeze, date });
    }
    for (const [index, person] of (people ?? []).entries()) {
      if (sipAddress(person) === undefined) {
        tell("rules-not-an-address", ["waves", at, "people", index], { key: person });
      }
    }
  }
  const { otherwise } = written;
  if (otherwise !== undefined && !names.has(compared(otherwise))) {
    tell("rules-wave-unknown", ["otherwise"], { name: otherwise });
  }
  return written.waves;
}

/** Line of a value; where it is missing, that of the nearest thing around it. */
function lineAt(
  document: Document,
  counter: LineCounter,
  path: readonly PropertyKey[],
): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(key),
      );
      const range = (pair?.key as Node | undefined)?.range;
      if (range) return counter.linePos(range[0]).line;
    }
    const range = (document.getIn(path.slice(0, length), true) as Node | undefined)?.range;
    if (range) return counter.linePos(range[0]).line;
  }
  return undefined;
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
