import { createHmac } from "node:crypto";
import { turnSchema } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { iceServersOf } from "./turn.ts";

const turn = turnSchema.parse({
  secret: "a secret of the TURN servers",
  lifetime: 600,
  urls: ["turn:turn.example?transport=udp", "turns:turn.example:443?transport=tcp"],
});
const now = new Date("2026-11-27T12:00:00.500Z");

describe("servers that relay media", () => {
  it("are none where none is configured", () => {
    expect(iceServersOf(undefined, now)).toEqual([]);
  });

  it("come with credentials of ten minutes that the servers can check", () => {
    const [server] = iceServersOf(turn, now);
    expect(server?.urls).toEqual(turn.urls);
    const [end, chance] = (server?.username ?? "").split(":");
    expect(Number(end)).toBe(Date.parse("2026-11-27T12:10:00Z") / 1_000);
    expect(chance).toMatch(/^[\w-]{12}$/);
    expect(server?.credential).toBe(
      createHmac("sha1", turn.secret)
        .update(server?.username ?? "")
        .digest("base64"),
    );
  });

  it("are opened by other credentials each time", () => {
    expect(iceServersOf(turn, now)).not.toEqual(iceServersOf(turn, now));
  });

  it("never come with the secret", () => {
    expect(JSON.stringify(iceServersOf(turn, now))).not.toContain(turn.secret);
  });
});
