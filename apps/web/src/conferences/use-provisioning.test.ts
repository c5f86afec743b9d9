import { describe, expect, it } from "vitest";
import { waitingOf } from "./use-provisioning.ts";

describe("what somebody who wants a room waits for", () => {
  it.each([
    ["rooms of others", { state: "queued", ahead: 3 }, { for: "turn", ahead: 3 }],
    ["nothing but its turn", { state: "queued" }, { for: "turn", ahead: 0 }],
    ["the room", { state: "running" }, { for: "room" }],
    [
      "the homeserver",
      { state: "queued", problem: "homeserver-unavailable" },
      { for: "homeserver" },
    ],
    [
      "the homeserver, half-way",
      { state: "running", problem: "homeserver-unavailable" },
      { for: "homeserver" },
    ],
  ] as const)("%s", (_story, job, expected) => {
    expect(waitingOf({ id: "1", ...job })).toEqual(expected);
  });
});
