import { describe, expect, it } from "vitest";
import type { CallParticipant, HostDevice } from "../contract/index.ts";
import { GRACE, standingOf, type StandingFacts } from "./standing.ts";

function person(id: string, isLocal = false): CallParticipant {
  return {
    id,
    userId: `@${id}:a.example`,
    displayName: id,
    isLocal,
    isGuest: false,
    isModerator: false,
    audioMuted: false,
    videoMuted: false,
    sharingScreen: false,
    dominant: false,
  };
}

const device = (id: string, trust: HostDevice["trust"]): HostDevice => ({
  userId: `@${id}:a.example`,
  deviceId: "PC",
  trust,
});

function standing(change: Partial<StandingFacts> = {}) {
  const { state: _state, ...rest } = standingOf(
    {
      participants: [person("ben"), person("eva"), person("me", true)],
      boundTo: (id) => ({ userId: `@${id}:a.example`, deviceId: "PC" }),
      devices: [device("ben", "confirmed"), device("eva", "confirmed")],
      heard: () => [],
      since: () => 0,
      keyIndex: 3,
      ...change,
    },
    GRACE,
  );
  return rest;
}

const onlyBen: StandingFacts["boundTo"] = (id) =>
  id === "eva" ? undefined : { userId: "@ben:a.example", deviceId: "PC" };

function fromBen(state: "open" | "refused", since: number): StandingFacts["heard"] {
  return (id) => (id === "ben" ? [{ state, since }] : []);
}

describe("who takes part in the encryption of a call", () => {
  it("everybody, confirmed", () => {
    expect(standing()).toEqual({ without: [], unconfirmed: [], keyIndex: 3 });
  });

  it("somebody whose keys were never compared, or whose device is not known any more", () => {
    expect(standing({ devices: [device("ben", "signed")] }).unconfirmed).toEqual(["ben", "eva"]);
  });

  it("not somebody whose key does not come, once there was time for it", () => {
    expect(standing({ boundTo: onlyBen }).without).toEqual(["eva"]);
    expect(standing({ boundTo: onlyBen, since: () => 1 }).without).toEqual([]);
  });

  it("not somebody whose sound or picture does not open, once that lasts", () => {
    expect(standing({ heard: fromBen("refused", 0) }).without).toEqual(["ben"]);
    expect(standing({ heard: fromBen("refused", 1) }).without).toEqual([]);
    expect(standing({ heard: fromBen("open", 0) }).without).toEqual([]);
  });
});
