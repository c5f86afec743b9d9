import type { Conferences, ConferenceState } from "@plenum/matrix";
import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../api/problem-error.ts";
import { actProblemOf, createCallFloor, problemOf } from "./call-floor.ts";

const STATE: ConferenceState = {
  isConference: true,
  isListener: false,
  lecture: false,
  locks: { audio: false, video: false, desktop: false, chat: false },
  holders: [],
  presenters: [],
  hands: [],
  may: { conference: true, floor: true, roles: true, hand: true },
};

function setUp(fails: { write?: Error; apply?: Error } = {}) {
  let state = STATE;
  const listeners = new Set<() => void>();
  const done: string[] = [];
  const write = (what: string) => async (): Promise<void> => {
    done.push(what);
    if (fails.write !== undefined) throw fails.write;
  };
  const closed = vi.fn<() => void>();
  const conferences: Conferences = {
    watch: () => ({
      value: {
        get: () => state,
        subscribe: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      close: closed,
    }),
    setLecture: write("lecture"),
    setLock: write("lock"),
    makeModerator: write("moderator"),
    raiseHand: write("raise"),
    lowerHand: write("lower"),
    lead: write("lead"),
  };
  const call = createCallFloor({
    session: { conferences: () => Promise.resolve(conferences) },
    api: {
      applyConference: async () => {
        done.push("apply");
        if (fails.apply !== undefined) throw fails.apply;
      },
      giveFloor: write("floor"),
      authorised: async <Answer>({ body }: { readonly body?: unknown }): Promise<Answer> => {
        await write(`act ${JSON.stringify(body)}`)();
        return undefined as Answer;
      },
    },
    roomId: "!a:x",
  });
  const tell = (next: Partial<ConferenceState>): void => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  return { ...call, done, tell, closed, listeners };
}

describe("what a moderator changes", () => {
  it.each([
    [{ kind: "lecture", on: true }, ["lecture", "apply"]],
    [{ kind: "lock", media: "audio", locked: true }, ["lock", "apply"]],
    [{ kind: "moderator", userId: "@b:x" }, ["moderator", "apply"]],
    [{ kind: "floor", userId: "@b:x", given: true }, ["floor"]],
    [{ kind: "list", command: { act: "open", open: false } }, ["lead"]],
  ] as const)("%o is written, and the call follows", async (change, expected) => {
    const { floor, done } = setUp();
    expect(await floor.change(change)).toBeUndefined();
    expect(done).toEqual(expected);
  });

  it.each([
    [
      { kind: "lecture", on: true },
      { act: "lecture", locked: true },
    ],
    [
      { kind: "lock", media: "desktop", locked: false },
      { act: "lock-screens", locked: false },
    ],
    [
      { kind: "moderator", userId: "@b:x" },
      { act: "change-role", userId: "@b:x", role: "moderator" },
    ],
  ] as const)("%o is an act of the appservice in a conference room", async (change, act) => {
    const { floor, done, open } = setUp();
    open();
    await vi.waitFor(() => expect(floor.state.get()?.isConference).toBe(true));
    expect(await floor.change(change)).toBeUndefined();
    expect(done).toEqual([`act ${JSON.stringify(act)}`]);
  });

  it("is not applied when it could not be written", async () => {
    const { floor, done } = setUp({ write: new ApiError("forbidden") });
    expect(await floor.change({ kind: "lecture", on: true })).toBe("forbidden");
    expect(done).toEqual(["lecture"]);
  });

  it("may be written and not have reached the call yet", async () => {
    const { floor } = setUp({ apply: new ApiError("conference-server-unavailable") });
    expect(await floor.change({ kind: "lecture", on: true })).toBe("not-applied");
  });

  it.each([
    [new ApiError("not-a-member"), "forbidden"],
    [new ApiError("not-a-conference"), "not-a-conference"],
    [new ApiError("conflict"), "full"],
    [new ApiError("homeserver-unavailable"), "unreachable"],
    [new ApiError("conference-server-unavailable"), "not-applied"],
    [new ApiError("internal"), "failed"],
    [Object.assign(new Error("no"), { code: "forbidden" }), "forbidden"],
    [Object.assign(new Error("no"), { code: "not-found" }), "not-a-conference"],
    [Object.assign(new Error("no"), { code: "unreachable" }), "unreachable"],
    [new Error("no"), "failed"],
  ])("%s has a sentence of its own", (error, problem) => {
    expect(problemOf(error)).toBe(problem);
  });
});

describe("what the room says", () => {
  it("reaches the call while it runs, and each part only when it changes", async () => {
    const { floor, hands, open, close, tell, closed, listeners } = setUp();
    expect(floor.state.get()).toBeUndefined();
    open();
    await vi.waitFor(() => expect(floor.state.get()?.isConference).toBe(true));
    const before = floor.state.get();
    const hand = { userId: "@b:x", kind: "reply", since: 1 } as const;
    tell({ hands: [hand] });
    expect(hands.raised.get()).toEqual([hand]);
    expect(floor.state.get()).toBe(before);
    tell({ lecture: true });
    expect(floor.state.get()?.lecture).toBe(true);
    close();
    expect(closed).toHaveBeenCalledOnce();
    expect(listeners.size).toBe(0);
  });

  it("is not followed for a call that was over before it came", async () => {
    const { open, close, floor, listeners } = setUp();
    open();
    close();
    await Promise.resolve();
    await Promise.resolve();
    expect([floor.state.get(), listeners.size]).toEqual([undefined, 0]);
  });
});

const refused = (code: ApiError["code"], obstacle: ApiError["obstacle"]): ApiError =>
  new ApiError(code, undefined, undefined, undefined, obstacle);

describe("an act on a person that is refused", () => {
  it.each([
    ["names the rank of the other", refused("forbidden", "rank"), "rank"],
    ["names who has gone", refused("not-found", "gone"), "gone"],
    ["is a general one where nobody names it", refused("forbidden", undefined), "forbidden"],
    [
      "of administrators does not happen in a call",
      refused("forbidden", "administrators"),
      "forbidden",
    ],
    ["by something else has failed", new Error("x"), "failed"],
  ])("%s", (_story, error, problem) => {
    expect(actProblemOf(error)).toBe(problem);
  });
});
