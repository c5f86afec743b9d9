import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) }),
  ),
});

it("the lock file names the packages of every platform, so that npm ci takes it everywhere", () => {
  const text = readFileSync(new URL("../../../../package-lock.json", import.meta.url), "utf8");
  const { packages } = lockSchema.parse(JSON.parse(text));
  const known = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
  const missing = Object.values(packages)
    .flatMap((entry) => Object.keys(entry.optionalDependencies))
    .filter((name) => !known.has(name));
  expect(missing, "run: node tools/complete-lock.mjs").toEqual([]);
});
