import type { Ring, RoomSummary } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { room } from "../../rooms/testing.ts";
import { planRings, type RingSituation } from "./ring-plan.ts";

function ring(id: string, parts: Partial<Ring> = {}): Ring {
  return {
    id,
    roomId: "a",
    callerId: "@anna:x",
    callerName: "Anna",
    own: false,
    loud: true,
    state: { kind: "ringing" },
    endsAt: 1,
    ...parts,
  };
}
function situation(parts: Partial<RingSituation> = {}, summary: Partial<RoomSummary> = {}) {
  return {
    rooms: new Map(["a", "b", "c", "d", "e"].map((id) => [id, room(id, summary)])),
    silenced: false,
    sounds: true,
    aside: new Set<string>(),
    ...parts,
  } satisfies RingSituation;
}
const TELLS = { loud: false };
const BUSY = { state: { kind: "busy" } } as const;
const ELSEWHERE = { ownCall: { roomId: "b", running: true } };

describe("a call", () => {
  it.each<[string, Ring, RingSituation, string | undefined, boolean]>([
    ["rings", ring("1"), situation(), "rings", true],
    [
      "rings without a sound for whoever wants none",
      ring("1"),
      situation({ sounds: false }),
      "rings",
      false,
    ],
    [
      "is not to be seen while one does not want to be disturbed",
      ring("1"),
      situation({ silenced: true }),
      undefined,
      false,
    ],
    [
      "nor in a room that is silent altogether",
      ring("1"),
      situation({}, { notifications: "none" }),
      undefined,
      false,
    ],
    [
      "rings in a room that tells mentions alone",
      ring("1"),
      situation({}, { notifications: "mentions", muted: true }),
      "rings",
      true,
    ],
    [
      "not in a room one is only invited to",
      ring("1"),
      situation({}, { membership: "invite" }),
      undefined,
      false,
    ],
    ["not in a room that is not known", ring("1", { roomId: "z" }), situation(), undefined, false],
    [
      "not when it was put aside",
      ring("1"),
      situation({ aside: new Set(["1"]) }),
      undefined,
      false,
    ],
    ["not the own one", ring("1", { own: true }), situation(), undefined, false],
    [
      "not when it is over",
      ring("1", { state: { kind: "missed" } }),
      situation(),
      undefined,
      false,
    ],
    [
      "not in the call that one is in",
      ring("1"),
      situation({ ownCall: { roomId: "a", running: true } }),
      undefined,
      false,
    ],
    ["waits quietly beside another call", ring("1"), situation(ELSEWHERE), "waits", false],
    [
      "rings over a preview",
      ring("1"),
      situation({ ownCall: { roomId: "b", running: false } }),
      "rings",
      true,
    ],
    [
      "waits quietly when another device is in a call",
      ring("1", BUSY),
      situation(),
      "waits",
      false,
    ],
    ["of many is only told", ring("1", TELLS), situation(), "tells", false],
    [
      "of many is not told in the room itself",
      ring("1", TELLS),
      situation({ openRoom: "a" }),
      undefined,
      false,
    ],
    ["of many is not told during a call", ring("1", TELLS), situation(ELSEWHERE), undefined, false],
    [
      "of many is not told in a quiet room",
      ring("1", TELLS),
      situation({}, { muted: true }),
      undefined,
      false,
    ],
  ])("%s", (_case, one, where, manner, sound) => {
    const plan = planRings([one], where);
    expect(plan.shown[0]?.manner).toBe(manner);
    expect(plan.sound).toBe(sound);
  });

  it("tells its caller once that one is in another call", () => {
    expect(planRings([ring("1"), ring("2", BUSY)], situation(ELSEWHERE)).busy).toEqual(["1"]);
    expect(planRings([ring("1")], situation({ ...ELSEWHERE, silenced: true })).busy).toEqual([]);
    expect(planRings([ring("1")], situation()).busy).toEqual([]);
  });
  it("is one of three at most, and the others are counted", () => {
    const many = ["a", "b", "c", "d", "e"].map((roomId) => ring(roomId, { roomId }));
    const plan = planRings(many, situation());
    expect(plan.shown.map(({ ring: { id } }) => id)).toEqual(["a", "b", "c"]);
    expect(plan.more).toBe(2);
  });
  it.each<[string, Partial<Ring>, boolean]>([
    ["that rings", {}, true],
    ["that was declined", { state: { kind: "declined", text: "Gleich" } }, true],
    ["that nobody answered", { state: { kind: "missed" } }, true],
    ["of which somebody is in another call", BUSY, true],
    ["that was answered", { state: { kind: "answered", where: "elsewhere" } }, false],
    ["that only tells", TELLS, false],
    ["of another room", { roomId: "c" }, false],
  ])("asking for others is shown: one %s", (_case, parts, expected) => {
    const own = ring("1", { own: true, roomId: "b", ...parts });
    expect(planRings([own], situation(ELSEWHERE)).asking !== undefined).toBe(expected);
  });
});
