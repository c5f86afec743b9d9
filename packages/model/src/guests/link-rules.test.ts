import { describe, expect, it } from "vitest";
import {
  guestStayEnds,
  judgeGuestLink,
  mayCreateGuestLink,
  powerOfGuestRole,
  type GuestLinkFacts,
} from "./link-rules.ts";

const at = (time: string): Date => new Date(`2026-11-22T${time}:00Z`);
const link: GuestLinkFacts = {
  notBefore: at("09:00"),
  expiresAt: at("11:00"),
  maxUses: 2,
  uses: 0,
  revoked: false,
};

describe("a guest link", () => {
  it.each([
    ["is open in its time", {}, "10:00", "open"],
    ["is open from its first moment", {}, "09:00", "open"],
    ["is not open before", {}, "08:59", "guest-link-not-yet"],
    ["is over at its last moment", {}, "11:00", "guest-link-expired"],
    ["needs no beginning", { notBefore: undefined }, "00:01", "open"],
    ["has a last use", { uses: 1 }, "10:00", "open"],
    ["is used up", { uses: 2 }, "10:00", "guest-link-used-up"],
    ["is revoked at once", { revoked: true }, "10:00", "guest-link-revoked"],
    ["says revoked rather than expired", { revoked: true }, "12:00", "guest-link-revoked"],
    ["says expired rather than used up", { uses: 2 }, "12:00", "guest-link-expired"],
    ["says too early rather than used up", { uses: 2 }, "08:00", "guest-link-not-yet"],
  ] as const)("%s", (_story, change, now, verdict) => {
    expect(judgeGuestLink({ ...link, ...change }, at(now))).toBe(verdict);
  });
});

describe("who may make a link", () => {
  it.each([
    [100, "moderator", true],
    [100, "guest", true],
    [Number.POSITIVE_INFINITY, "moderator", true],
    [99, "guest", false],
    [50, "presenter", false],
    [0, "guest", false],
  ] as const)("power %s for %s: %s", (power, role, allowed) => {
    expect(mayCreateGuestLink(power, role)).toBe(allowed);
  });

  it("a role stands for a power level", () => {
    expect([
      powerOfGuestRole("moderator"),
      powerOfGuestRole("presenter"),
      powerOfGuestRole("guest"),
      powerOfGuestRole("listener"),
    ]).toEqual([100, 50, 0, -10]);
  });
});

describe("a guest's stay", () => {
  it("ends with the link", () => {
    expect(guestStayEnds(at("11:00"), at("10:00"))).toEqual(at("11:00"));
  });
  it("ends after a day where the link lives longer", () => {
    expect(guestStayEnds(new Date("2027-01-01T00:00:00Z"), at("10:00"))).toEqual(
      new Date("2026-11-23T10:00:00Z"),
    );
  });
});
