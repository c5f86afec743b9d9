import type { CallAnnouncement, MatrixSession } from "@plenum/matrix";
import { describe, expect, it, vi } from "vitest";
import { room } from "../rooms/testing.ts";
import { createCallHost } from "./call-host.ts";

/** What a host does when its call is joined: whom it asks, and in whose place it comes. */
async function joined({
  present = [],
  alone = false,
  asks = true,
  guest = false,
  announced = true,
  leaves = false,
}: {
  present?: readonly string[];
  alone?: boolean;
  asks?: boolean;
  guest?: boolean;
  announced?: boolean;
  leaves?: boolean;
}) {
  const ring = vi.fn<(roomId: string, membership?: string) => Promise<void>>(() =>
    Promise.resolve(),
  );
  const announceCall = vi.fn<(options: object) => Promise<CallAnnouncement>>(() =>
    announced
      ? Promise.resolve({ eventId: "$member", leave: () => Promise.resolve() })
      : Promise.reject(new Error("forbidden")),
  );
  const session = {
    deviceId: "DEV",
    ...(guest ? { guestOf: "a" } : {}),
    rooms: { get: () => new Map([["a", room("a", { callMembers: present })]]) },
    openRoom: () => ({ announceCall, close: () => undefined }),
    calls: () => Promise.resolve({ ring }),
    conferences: () => Promise.reject(new Error("not started")),
  } as unknown as MatrixSession;
  const host = createCallHost({
    session,
    api: {
      joinConference: () => Promise.reject(new Error("not asked")),
      applyConference: () => Promise.reject(new Error("not asked")),
      giveFloor: () => Promise.reject(new Error("not asked")),
      authorised: () => Promise.reject(new Error("not asked")),
    },
    roomId: "a",
    replaces: () => "OLD",
    alone: () => Promise.resolve(alone),
    asks,
    report: () => undefined,
  });
  const running = host.joined();
  if (leaves) host.left("hung-up");
  await running;
  expect(announceCall).toHaveBeenCalledExactlyOnceWith({ replaces: "OLD" });
  return ring.mock.calls;
}

describe("whoever joins a call", () => {
  it.each<[string, Parameters<typeof joined>[0], boolean]>([
    ["asks the others when nobody is there", {}, true],
    ["asks nobody when somebody is", { present: ["@ben:x"] }, false],
    ["asks when those in the list have vanished", { present: ["@ben:x"], alone: true }, true],
    ["asks nobody when answering", { asks: false }, false],
    ["asks nobody as a guest", { guest: true }, false],
    ["asks nobody when the room does not know of it", { announced: false }, false],
    ["asks nobody after having left", { leaves: true }, false],
  ])("%s", async (_case, situation, expected) => {
    expect(await joined(situation)).toEqual(expected ? [["a", "$member"]] : []);
  });
});
