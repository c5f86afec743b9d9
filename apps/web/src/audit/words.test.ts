import { readdirSync, readFileSync } from "node:fs";
import { AUDIT_ACTS } from "@plenum/model";
import { createInstance } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import type { Translate } from "../i18n/keys.ts";
import de from "./texts.de.json";
import en from "./texts.en.json";
import { auditActor, auditWords } from "./words.ts";

const languages: Record<string, Translate> = {};
beforeAll(async () => {
  const instance = createInstance();
  const resources = { de: { translation: de }, en: { translation: en } };
  await instance.init({ lng: "de", resources, interpolation: { escapeValue: false } });
  for (const lng of ["de", "en"]) {
    languages[lng] = instance.getFixedT(lng) as unknown as Translate;
  }
});
const words = (
  lng: string,
  act: string,
  details: Parameters<typeof auditWords>[0]["details"] = {},
) => {
  const t = languages[lng];
  if (t === undefined) throw new Error("no such language");
  const { act: what, more } = auditWords({ act, details }, t);
  return [what, ...more].join("; ");
};

describe("an entry of the audit log in words", () => {
  it.each([
    ["person.banned", {}, "Gesperrt", "Banned"],
    [
      "role.changed",
      { from: 0, to: 100, hours: 8 },
      "Rolle geändert; von Mitglied zu Moderation; für diese Besprechung, längstens 8 Stunden",
      "Changed a role; from member to moderator; for this meeting, 8 hours at most",
    ],
    ["role.changed", { from: 75, to: -10 }, "Rolle geändert; von Stufe 75 zu Zuhören", undefined],
    [
      "all.muted",
      { affected: 1, exceptPresenters: true, kinds: "audio video" },
      "Alle stummgeschaltet; Mikrofon, Kamera; außer Vortragenden; 1 Person",
      "Muted all; microphone, camera; except presenters; 1 person",
    ],
    [
      "access.changed",
      { from: "invite", to: "knock" },
      "Zutritt zum Raum geändert; nach Anklopfen",
      undefined,
    ],
    ["room.changed", { what: "m.room.topic" }, "Einstellung des Raums geändert; Thema", undefined],
    [
      "report.made",
      { report: "x", kind: "insult", message: false },
      "Meldung gemacht; Beleidigung oder Bedrohung",
      undefined,
    ],
    ["lobby.refused", { kind: "guest" }, "Im Wartebereich abgewiesen; Gast", undefined],
    ["guest-link.read", { links: 2 }, "Gastlinks gelesen; 2 Links", undefined],
    ["audit.read", { entries: 3, newest: 9 }, "Dieses Protokoll gelesen; 3 Einträge", undefined],
    // What nobody could have written, and what a newer program has.
    ["room.painted", { colour: "red" }, "Etwas anderes (room.painted)", undefined],
    ["__proto__", {}, "Etwas anderes (__proto__)", undefined],
    ["person.muted", { kinds: "smell __proto__" }, "Stummgeschaltet", undefined],
    ["role.changed", { from: "x", to: "constructor" }, "Rolle geändert", undefined],
    ["all.muted", { affected: "many" }, "Alle stummgeschaltet", undefined],
  ])("%s %o", (act, details, german, english) => {
    expect(words("de", act, details)).toBe(german);
    const translated = words("en", act, details);
    expect(translated).toBe(english ?? translated);
  });

  it.each(AUDIT_ACTS)("has words for %s in both languages", (act) => {
    for (const lng of ["de", "en"]) expect(words(lng, act)).not.toMatch(/audit\.|\(/);
  });

  it("names people, systems, and what happens by itself", () => {
    const t = languages["de"];
    const name = (actor: string) => t && auditActor(actor, t, (userId) => `<${userId}>`);
    expect(["system", "client:7", "@a:x"].map(name)).toEqual([
      "von selbst",
      "ein anderes System",
      "<@a:x>",
    ]);
  });
});

it("every act that the appservice writes down has words", () => {
  const root = new URL("../../../appservice/src/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  const written = files.flatMap((name) => {
    const text = readFileSync(new URL(name, root), "utf8");
    return [...text.matchAll(/\bact: "([a-z-]+\.[a-z-]+)"/g)].map(([, act = ""]) => act);
  });
  expect(written.length).toBeGreaterThan(20);
  const known: readonly string[] = AUDIT_ACTS;
  expect(written.filter((act) => !known.includes(act))).toEqual([]);
});
