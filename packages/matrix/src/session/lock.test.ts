import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Lifetime } from "../observable/lifetime.ts";
import { TabLock } from "./lock.ts";

/** Web Locks for one name, as far as they are used here. */
class OneLock {
  #tail: Promise<unknown> = Promise.resolve();
  #holder: string | undefined;

  async query() {
    return { held: this.#holder === undefined ? [] : [{ name: this.#holder }], pending: [] };
  }

  async request(name: string, _options: unknown, work: () => Promise<void>): Promise<void> {
    const before = this.#tail;
    const turn = (async () => {
      await before;
      this.#holder = name;
      await work();
      this.#holder = undefined;
    })();
    this.#tail = turn;
    return turn;
  }
}

class Tab {
  readonly lifetime = new Lifetime();
  readonly log: string[] = [];
  #release: () => void = () => undefined;
  readonly lock = new TabLock("@anna:x DEVICE", this.lifetime, {
    takenOver: () => {
      this.log.push("taken over");
      this.#release();
    },
    tokens: ({ accessToken }) => this.log.push(`token ${accessToken}`),
  });

  begin(takeOver: boolean): void {
    void this.lock.hold({
      takeOver,
      signal: this.lifetime.signal,
      onWaiting: () => this.log.push("waits"),
      whileHeld: async () => {
        this.log.push("has it");
        await new Promise<void>((resolve) => {
          this.#release = resolve;
        });
      },
    });
  }

  close(): void {
    this.#release();
    this.lifetime.end();
  }
}

const tabs: Tab[] = [];
function open(): Tab {
  const tab = new Tab();
  tabs.push(tab);
  return tab;
}

beforeEach(() => {
  vi.stubGlobal("navigator", { locks: new OneLock() });
});
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close();
  vi.unstubAllGlobals();
});

describe("two tabs of one person", () => {
  it("the second waits, and goes on when the first is closed", async () => {
    const [first, second] = [open(), open()];
    first.begin(false);
    await expect.poll(() => first.log).toEqual(["has it"]);
    second.begin(false);
    await expect.poll(() => second.log).toEqual(["waits"]);
    first.close();
    await expect.poll(() => second.log).toEqual(["waits", "has it"]);
  });

  it("the second takes over, and the first gives it up", async () => {
    const [first, second] = [open(), open()];
    first.begin(false);
    await expect.poll(() => first.log).toEqual(["has it"]);
    second.begin(true);
    await expect.poll(() => first.log).toEqual(["has it", "taken over"]);
    await expect.poll(() => second.log).toEqual(["has it"]);
  });

  it("the waiting one learns of new tokens, since its own are void", async () => {
    const [first, second] = [open(), open()];
    first.lock.shareTokens({
      baseUrl: "https://x",
      userId: "@anna:x",
      deviceId: "DEVICE",
      accessToken: "new",
      refreshToken: "newer",
    });
    await expect.poll(() => second.log).toEqual(["token new"]);
    expect(first.log).toEqual([]);
  });

  it("where there are no locks there is only one", async () => {
    vi.stubGlobal("navigator", {});
    const only = open();
    only.begin(false);
    await expect.poll(() => only.log).toEqual(["has it"]);
  });
});
