import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const folder = join(import.meta.dirname, "../../../deploy");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.looseObject({ image: z.string(), volumes: z.array(z.string()).default([]) }),
  ),
});

describe("the composition of a full Jitsi", () => {
  const text = read("compose.yaml");
  const { services } = composeSchema.parse(parse(text, { merge: true }));

  it("has all that a Jitsi of several bridges needs", () => {
    expect(Object.keys(services).toSorted()).toEqual([
      "coturn",
      "jicofo",
      "jvb1",
      "jvb2",
      "jvb3",
      "nginx",
      "prosody",
    ]);
  });

  it("names no version by itself: none was run", () => {
    for (const { image } of Object.values(services)) expect(image).toMatch(/:\$\{[A-Z_]+:\?\}$/);
  });

  it("mounts files that are there", () => {
    const mounted = Object.values(services)
      .flatMap(({ volumes }) => volumes)
      .filter((volume) => volume.startsWith("./"))
      .map((volume) => volume.split(":", 1)[0] ?? "");
    expect(mounted.length).toBeGreaterThan(5);
    for (const file of mounted)
      expect([file, existsSync(join(folder, file))]).toEqual([file, true]);
  });

  it("wants no variable that env.example does not name", () => {
    const named = new Set(
      [...read("env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name),
    );
    const wanted = [...text.matchAll(/\$\{([A-Z_]+):\?\}/g)].map(([, name]) => name);
    expect(wanted.filter((name) => !named.has(name))).toEqual([]);
  });

  it("has no secret in it", () => {
    expect(read("env.example")).not.toMatch(/^[A-Z_]*(?:SECRET|PASSWORD)=.+$/m);
  });
});

describe("Prosody's configuration", () => {
  const config = read("prosody/plenum.cfg.lua");

  it.each([
    "allow_empty_token = false",
    "enable_domain_verification = true",
    "asap_require_room_claim = true",
    'signature_algorithm = "HS256"',
  ])("has %s", (line) => {
    expect(config).toContain(line);
  });

  it("takes no issuer and no audience by wildcard", () => {
    expect(config).not.toMatch(/asap_accepted_\w+ = \{[^}]*"\*"/);
  });

  const prosody = existsSync("/usr/bin/prosodyctl");
  it.skipIf(!prosody)(
    "is what Debian's Prosody calls good",
    () => {
      const names = ["TOKEN_SECRET", "TURN_SECRET", "CONTROL_SECRET"];
      const secrets = Object.fromEntries(names.map((name) => [name, "x".repeat(32)]));
      const file = join(folder, "prosody/plenum.cfg.lua");
      const { stdout } = spawnSync("prosodyctl", ["--config", file, "check", "config"], {
        env: { ...process.env, ...secrets },
        encoding: "utf8",
      });
      expect(stdout).toContain("All checks passed");
    },
    30_000,
  );
});

describe("Jicofo's configuration", () => {
  it("makes nobody a moderator by arriving first", () => {
    expect(read("jicofo/jicofo.conf")).toContain("enable-auto-owner = false");
  });
});
