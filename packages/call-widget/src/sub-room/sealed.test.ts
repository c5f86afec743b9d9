import { describe, expect, it, vi } from "vitest";
import type { HostDevice } from "../contract/index.ts";
import { DevicesAside } from "./sealed.ts";

const device = (name: string): HostDevice => ({
  userId: `@${name}:a.example`,
  deviceId: name.toUpperCase(),
  trust: "signed",
});

function start(...names: string[]) {
  let devices = names.map(device);
  const listeners = new Set<() => void>();
  const all = new DevicesAside({
    get: () => devices,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return {
    all,
    listeners,
    bring: (...now: string[]) => {
      devices = now.map(device);
      for (const listener of listeners) listener();
    },
  };
}

describe("the devices that get the keys of a sub-room", () => {
  it("are nobody's before somebody is there, and then theirs alone", () => {
    const { all } = start("anna", "ben", "caro");
    expect(all.get()).toEqual([]);
    all.show(new Set(["@ben:a.example"]));
    expect(all.get()).toEqual([device("ben")]);
    all.show(new Set());
    expect(all.get()).toEqual([]);
  });

  it("are told of when people or devices change, and are the same until then", () => {
    const { all, bring, listeners } = start("anna", "ben");
    const heard = vi.fn<() => void>();
    const stop = all.subscribe(heard);
    all.show(new Set(["@ben:a.example"]));
    all.show(new Set(["@ben:a.example"]));
    expect(heard).toHaveBeenCalledOnce();
    const before = all.get();
    expect(all.get()).toBe(before);
    bring("anna");
    expect(heard).toHaveBeenCalledTimes(2);
    expect(all.get()).toEqual([]);
    stop();
    expect(listeners.size).toBe(0);
  });
});
