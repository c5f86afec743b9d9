// @vitest-environment happy-dom
import { SUB_ROOM_MESSAGE, type JoinResponse, type SubRoom } from "@plenum/model";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine } from "../call/feature.ts";
import type { JitsiLibrary, JitsiLocalTrack } from "../jitsi/library-types.ts";
import type { Session } from "../jitsi/session-types.ts";
import type { AsideMicrophone } from "./aside-microphone.ts";
import type { LinkParts } from "./link.ts";
import { SubRoomRun, type SubRoomView } from "./run.ts";

const ANNA = "@anna:a.example";
const BEN = "@ben:a.example";

function room(own: SubRoom["own"], ben: SubRoom["people"][number]["state"]): SubRoom {
  return {
    id: "abcdefghijklmn27",
    invitedBy: own === "in" ? ANNA : BEN,
    own,
    people: [
      { userId: ANNA, displayName: "Anna", state: own },
      { userId: BEN, displayName: "Ben", state: ben },
    ],
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

/** A call whose microphone is on, and the record of what happens to sound in it and beside it. */
function start(
  options: {
    readonly muteWorks?: boolean;
    readonly microphone?: boolean;
    readonly refuses?: string;
  } = {},
) {
  const record: string[] = [];
  const hints: string[] = [];
  const call = { on: true, barred: false, held: false, aside: false };
  let muting: ((done: void) => void) | undefined;
  let borrower: { isOn(): boolean; set(on: boolean): void } | undefined;
  let view: SubRoomView = { microphone: "plenum" };
  let link: LinkParts | undefined;
  let connected: string[] = [];
  let up = false;
  let rooms: SubRoom[] = [];
  const left: string[] = [];

  const engine = {
    chosen: { get: () => ({}) },
    local: {
      microphone: {
        setHeld: (held: boolean) => {
          call.held = held;
          record.push(held ? "held" : "not held");
        },
        setAside: () => {
          call.aside = false;
        },
      },
      isOn: () => call.on,
      stream: () => (call.on ? {} : undefined),
      bar: (_source: string, barred: boolean) => {
        call.barred = barred;
        record.push(barred ? "barred" : "free");
      },
      need: () => Promise.resolve(),
      set: (_source: string, on: boolean) =>
        new Promise<void>((resolve) => {
          if (on) {
            if (!call.barred) call.on = true;
            record.push("on");
            resolve();
            return;
          }
          muting = () => {
            if (options.muteWorks !== false) call.on = false;
            record.push("muted");
            resolve();
          };
        }),
    },
    lendMicrophone: (to: typeof borrower) => {
      borrower = to;
    },
    core: () => ({
      participants: [
        { id: "a", userId: ANNA, isLocal: true },
        { id: "b", userId: BEN, isLocal: false },
        { id: "c", userId: "@caro:a.example", isLocal: false },
      ],
    }),
    session: () => ({
      sendTo: (id: string, content: { type: string }) => hints.push(`${id} ${content.type}`),
    }),
    addProblem: () => undefined,
    update: () => undefined,
  } as unknown as Engine;

  const run = new SubRoomRun({
    engine,
    keys: () => undefined,
    host: {
      list: () => Promise.resolve(rooms),
      open: () =>
        options.refuses === undefined
          ? Promise.resolve(room("in", "invited"))
          : Promise.reject(Object.assign(new Error("no"), { code: options.refuses })),
      invite: () => Promise.resolve(room("in", "invited")),
      join: () => Promise.resolve({} as JoinResponse),
      leave: (id) => {
        left.push(id);
        return Promise.resolve();
      },
    },
    onChange: (next) => {
      view = next;
    },
    onAside: (aside) => record.push(aside ? "aside" : "back"),
    makeLink: (parts) => {
      link = parts;
      void parts.track({} as JitsiLibrary);
      return {
        session: () =>
          up
            ? ({
                sources: () => [],
                participants: () => connected.map((userId) => ({ id: userId, userId })),
              } as unknown as Session)
            : undefined,
        close: () => {
          up = false;
          record.push("closed");
        },
      };
    },
    makeMicrophone: () =>
      options.microphone === false
        ? Promise.reject(new Error("none"))
        : Promise.resolve({
            track: {} as JitsiLocalTrack,
            open: () => {
              call.aside = true;
              record.push(call.on && !call.held ? "LEAK" : "open aside");
              return Promise.resolve(true);
            },
            close: () => {
              call.aside = false;
            },
            dispose: () => Promise.resolve(),
          } as unknown as AsideMicrophone),
  });
  return {
    run,
    record,
    hints,
    left,
    call,
    view: () => view,
    borrower: () => borrower,
    silent: async () => {
      muting?.();
      await settle();
    },
    says: (now: SubRoom[]) => {
      rooms = now;
    },
    comes: async (...people: string[]) => {
      connected = people;
      link?.onChange();
      await settle();
    },
    links: async (now: boolean) => {
      up = now;
      link?.onLink(now);
      await settle();
    },
    ends: async (why: "over" | "broken") => {
      link?.onEnd(why);
      await settle();
    },
  };
}

/** Anna has asked Ben, who has come. */
async function whispering() {
  const call = start();
  void call.run.ask([BEN]);
  await settle();
  await call.silent();
  call.says([room("in", "in")]);
  await call.links(true);
  await call.comes(ANNA, BEN);
  return call;
}

describe("asking somebody aside", () => {
  it("holds the voice back from the call before anything else, and opens aside after it is muted", async () => {
    const { run, record, call, silent, links, view, hints, says } = start();
    void run.ask([BEN]);
    expect(call.held).toBe(true);
    expect(record).toEqual(["held", "barred"]);
    await settle();
    expect(hints).toEqual([`b ${SUB_ROOM_MESSAGE}`]);
    says([room("in", "invited")]);
    await links(true);
    expect(call.aside).toBe(false);
    await silent();
    expect(record).toEqual(["held", "barred", "aside", "muted", "open aside"]);
    expect(view()).toMatchObject({
      microphone: "aside",
      room: { state: "open", people: [{ name: "Ben", state: "coming" }] },
    });
  });

  it("is refused with a reason, and the microphone stays off until it is opened by hand", async () => {
    const { run, call, view, silent, borrower } = start({ refuses: "conflict" });
    void run.ask([BEN]);
    await settle();
    await silent();
    expect(view()).toMatchObject({ microphone: "plenum", problem: "not-now" });
    expect([call.on, call.barred, borrower()]).toEqual([false, false, undefined]);
  });

  it("opens nothing where the microphone cannot be muted in the call", async () => {
    const { run, call, record, silent, links, view, says } = start({ muteWorks: false });
    says([room("in", "invited")]);
    void run.ask([BEN]);
    await settle();
    await silent();
    await links(true);
    expect(record).not.toContain("open aside");
    expect(call.held).toBe(true);
    expect(view().problem).toBe("stuck");
    // It stays held back after that: the library may still send it.
    run.leave();
    await settle();
    expect(call.held).toBe(true);
  });

  it("goes on without a microphone: one hears, and nobody is heard", async () => {
    const { run, silent, links, view, record, says } = start({ microphone: false });
    says([room("in", "invited")]);
    void run.ask([BEN]);
    await settle();
    await silent();
    await links(true);
    expect(view()).toMatchObject({ room: { state: "open" }, problem: "no-microphone" });
    expect(record).not.toContain("open aside");
  });
});

describe("an invitation", () => {
  it("is what the server says, and accepting it works like asking", async () => {
    const { run, says, view, silent, links, call } = start();
    says([room("invited", "in")]);
    await run.look();
    expect(view().invitation).toMatchObject({ by: { name: "Ben" }, others: [] });
    expect(call.held).toBe(false);
    void run.answer(true);
    expect(call.held).toBe(true);
    await silent();
    says([room("in", "in")]);
    await links(true);
    expect(call.aside).toBe(true);
  });

  it("is declined, and the one who asked is told to look", async () => {
    const { run, says, view, left, hints } = start();
    says([room("invited", "in")]);
    await run.look();
    await run.answer(false);
    expect(left).toEqual(["abcdefghijklmn27"]);
    expect(hints).toEqual([`b ${SUB_ROOM_MESSAGE}`]);
    expect(view().invitation).toBeUndefined();
  });

  it("is gone when the server does not know it any more", async () => {
    const { run, says, view } = start();
    says([room("invited", "in")]);
    await run.look();
    says([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(view().invitation).toBeUndefined();
  });
});

describe("a sub-room", () => {
  it("that breaks leaves the microphone off on both sides, and takes it up when it is back", async () => {
    const { links, call, view } = await whispering();
    expect(call.aside).toBe(true);
    await links(false);
    expect(view().room?.state).toBe("mending");
    expect([call.on, call.held, call.aside]).toEqual([false, true, false]);
    await links(true);
    expect([call.on, call.held, call.aside]).toEqual([false, true, true]);
  });

  it("that breaks for good says so, and nothing is switched on by it", async () => {
    const { links, ends, call, view, left } = await whispering();
    await links(false);
    await ends("broken");
    expect(view()).toMatchObject({ microphone: "plenum", problem: "broken" });
    expect([call.on, call.barred, call.held, call.aside]).toEqual([false, false, false, false]);
    expect(left).toHaveLength(1);
  });

  it("is over when the server closes it", async () => {
    const { ends, view, call } = await whispering();
    await ends("over");
    expect(view()).toMatchObject({ problem: "over" });
    expect(view().room).toBeUndefined();
    expect(call.on).toBe(false);
  });

  it("is left when nobody has been there for a while", async () => {
    const { comes, view, left } = await whispering();
    await comes(ANNA);
    await vi.advanceTimersByTimeAsync(19_000);
    expect(view().room).toBeDefined();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(view()).toMatchObject({ problem: "over" });
    expect(left).toHaveLength(1);
  });

  it("goes on when somebody comes back in time", async () => {
    const { comes, view } = await whispering();
    await comes(ANNA);
    await vi.advanceTimersByTimeAsync(15_000);
    await comes(ANNA, BEN);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(view().room?.people).toMatchObject([{ name: "Ben", state: "there" }]);
  });

  it("lets go of the microphone at once when it is heard in the call", async () => {
    const { run, call, silent } = await whispering();
    call.on = true;
    run.check();
    expect([call.held, call.aside]).toEqual([true, false]);
    await silent();
    expect([call.on, call.aside]).toEqual([false, true]);
  });

  it("has the microphone's switch while it has the microphone", async () => {
    const { run, call, borrower, record } = await whispering();
    expect(borrower()?.isOn()).toBe(true);
    borrower()?.set(false);
    expect([borrower()?.isOn(), call.aside, call.on]).toEqual([false, false, false]);
    run.turnTo("plenum");
    expect(borrower()).toBeUndefined();
    expect([call.on, call.held]).toEqual([true, false]);
    expect(record).not.toContain("LEAK");
  });

  it("ends with the call, and is told of it twice without harm", async () => {
    const { run, view, left } = await whispering();
    run.stop();
    run.stop();
    await settle();
    expect(view().room).toBeUndefined();
    expect(left).toHaveLength(1);
    run.dispose();
  });
});
