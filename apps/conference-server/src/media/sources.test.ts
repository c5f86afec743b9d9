import { describe, expect, it } from "vitest";
import { Loudest } from "./audio/loudest.ts";
import { Counters } from "./counters.ts";
import { Endpoint } from "./endpoint.ts";
import type { Source } from "./protocol.ts";
import { Sources } from "./sources.ts";

const options = { port: 1, announcedAddresses: ["127.0.0.1"] };

function room(...ids: readonly string[]): { sources: Sources; people: Map<string, Endpoint> } {
  const people = new Map(ids.map((id) => [id, new Endpoint(id, options, new Counters())]));
  return { sources: new Sources(new Loudest()), people };
}

function camera(name: string, ...ssrcs: readonly number[]): Source {
  return {
    name,
    kind: "video",
    ssrcs,
    rtx: Object.fromEntries(ssrcs.map((ssrc) => [ssrc, ssrc + 1000])),
    videoType: "camera",
    muted: false,
  };
}

function person(people: Map<string, Endpoint>, id: string): Endpoint {
  const found = people.get(id);
  if (found === undefined) throw new Error(id);
  return found;
}

describe("sources of a conference", () => {
  it("are known by every SSRC, with what each stands for", () => {
    const { sources, people } = room("a");
    const a = person(people, "a");
    expect(sources.replace(a, [camera("a-v0", 10, 11)], people)).toEqual([]);
    expect([...a.incoming].map(([ssrc, { kind }]) => [ssrc, kind])).toEqual([
      [10, "video"],
      [1010, "rtx"],
      [11, "video"],
      [1011, "rtx"],
    ]);
  });

  it.each([
    ["another's SSRC", camera("b-v0", 10)],
    ["another's RTX", camera("b-v0", 1010)],
    ["another's name", camera("a-v0", 50)],
    ["the same SSRC twice", camera("b-v0", 50, 50)],
    ["the router's own SSRC", camera("b-v0", 1)],
  ])("cannot be taken with %s", (_name, source) => {
    const { sources, people } = room("a", "b");
    sources.replace(person(people, "a"), [camera("a-v0", 10)], people);
    expect(sources.replace(person(people, "b"), [source], people)).toEqual([source]);
    expect(person(people, "b").incoming.size).toBe(0);
    expect(person(people, "a").incoming.get(10)?.stream.owner.id).toBe("a");
  });

  it("go when they are not announced any more, or their owner leaves", () => {
    const { sources, people } = room("a", "b");
    const a = person(people, "a");
    sources.replace(a, [camera("a-v0", 10), camera("a-v1", 20)], people);
    sources.subscribe(person(people, "b"));
    expect([...person(people, "b").downstreams.keys()]).toEqual([10, 20]);
    sources.replace(a, [camera("a-v0", 10)], people);
    expect([...person(people, "b").downstreams.keys()]).toEqual([10]);
    sources.remove(a);
    expect(person(people, "b").downstreams.size).toBe(0);
    expect([...sources.video]).toEqual([]);
  });

  it("keep what is known of them when announced again", () => {
    const { sources, people } = room("a");
    const a = person(people, "a");
    sources.replace(a, [camera("a-v0", 10)], people);
    const before = sources.findVideo("a-v0");
    sources.replace(a, [{ ...camera("a-v0", 10), muted: true }], people);
    expect(sources.findVideo("a-v0")).toBe(before);
    expect(before?.muted).toBe(true);
    sources.replace(a, [camera("a-v0", 30)], people);
    expect(sources.findVideo("a-v0")).not.toBe(before);
    expect(a.incoming.has(10)).toBe(false);
  });
});
