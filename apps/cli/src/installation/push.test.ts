import { describe, expect, it } from "vitest";
import { moveConfig, newConfig } from "./config.ts";
import { parsePushServices } from "./push.ts";

describe("push services on the command line", () => {
  it.each([
    ["none", []],
    ["updates.push.services.mozilla.com", ["updates.push.services.mozilla.com"]],
    ["a.example.org, *.notify.windows.com", ["a.example.org", "*.notify.windows.com"]],
  ])("%s", (text, expected) => {
    expect(parsePushServices(text)).toEqual(expected);
  });

  it.each(["https://push.example.org", "*", "*.com/", "localhost", "", "a.b,,c.d"])(
    "%j is refused with a sentence",
    (text) => {
      expect(() => parsePushServices(text)).toThrow(/--push-services does not know/);
    },
  );
});

describe("an installation", () => {
  it("is without push unless services are named, and keeps its key when they are", () => {
    const first = newConfig("/data", {});
    expect(first.push?.services).toEqual([]);
    const second = moveConfig(first, { pushServices: ["push.example.org"] });
    expect(second.push).toEqual({ ...first.push, services: ["push.example.org"] });
    expect(moveConfig(second, {}).push).toEqual(second.push);
  });

  it("from before gets a key", () => {
    const { push: _none, ...old } = newConfig("/data", {});
    expect(moveConfig(old, {}).push).toMatchObject({ services: [], privateKey: { kty: "EC" } });
  });
});
