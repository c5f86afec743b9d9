import { waveNameSchema } from "@plenum/model/migration";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { waveApiName } from "./wave-name.ts";

test.each([
  ["Pilot", "pilot"],
  ["Welle 2 (Süd)", "welle-2-sued"],
  ["Straße der Ämter", "strasse-der-aemter"],
  ["Mu\u0308nchen", "muenchen"],
  ["Élysée/Ouest", "elysee-ouest"],
  ["ﬁlm", "film"],
  ["x".repeat(80), "x".repeat(64)],
  ["Волна", ""],
])("%s is called %s", (name, called) => {
  expect(waveApiName(name)).toBe(called);
});

test("Whatever a wave is called, the server takes it, or it has no name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (name) => {
      const called = waveApiName(name);
      expect(called === "" || waveNameSchema.safeParse(called).success).toBe(true);
      expect(waveApiName(called)).toBe(called);
    }),
  );
});
