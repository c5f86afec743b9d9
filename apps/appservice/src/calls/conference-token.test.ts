import { conferenceRoomName } from "@plenum/model";
import { assert, property, string } from "fast-check";
import { jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { testConfig } from "../testing/config.ts";
import { conferenceClaims, signConferenceToken, type CallParticipant } from "./conference-token.ts";

const config = testConfig();
const now = new Date("2026-11-22T10:00:00Z");
const anna: CallParticipant = {
  userId: "@anna:a.example",
  deviceId: "ABC",
  displayName: "Anna Schmidt",
  role: "participant",
  guest: false,
};

describe("the token of a call", () => {
  it("says exactly who, where, and until when", () => {
    expect(conferenceClaims(config, "!room:a.example", anna, now)).toEqual({
      iss: "plenum",
      aud: "jitsi",
      sub: "meet.plenum",
      room: conferenceRoomName("!room:a.example"),
      iat: 1795341600,
      nbf: 1795341590,
      exp: 1795341900,
      context: {
        user: {
          id: "@anna:a.example",
          name: "Anna Schmidt",
          moderator: false,
          guest: false,
          role: "participant",
          device: "ABC",
        },
      },
    });
  });

  it.each([
    ["moderator", true],
    ["presenter", false],
    ["participant", false],
    ["guest", false],
  ] as const)("makes a %s a moderator: %s", (role, moderator) => {
    const claims = conferenceClaims(config, "!room:a.example", { ...anna, role }, now);
    expect(claims.context.user.moderator).toBe(moderator);
  });

  it(
    "is for one room whatever the room is called, and shows clean names",
    { timeout: 60_000 },
    () => {
      assert(
        property(string({ unit: "binary" }), string(), (displayName, rest) => {
          const claims = conferenceClaims(config, `!${rest}`, { ...anna, displayName }, now);
          expect(claims.room).toMatch(/^[a-z2-7]+$/);
          expect(claims.context.user.name).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }),
      );
    },
  );

  it("can be checked with the shared secret, and with no other", async () => {
    const claims = conferenceClaims(config, "!room:a.example", anna, now);
    const token = await signConferenceToken(config, claims);
    const check = (secret: string) =>
      jwtVerify(token, new TextEncoder().encode(secret), {
        currentDate: now,
        issuer: "plenum",
        audience: "jitsi",
      });
    expect((await check(config.conference.tokenSecret)).payload).toEqual(claims);
    await expect(check("another secret that is long enough")).rejects.toThrow(
      "signature verification failed",
    );
  });
});
