import { describe, expect, it } from "vitest";
import { parseLinkPreviews, refusedPages } from "./link-previews.ts";

const isRefused = (hosts: readonly string[], page: string): boolean =>
  refusedPages({ hosts: [...hosts], networks: [] }).some(({ hostname }) =>
    new RegExp(hostname ?? "").test(new URL(page).hostname),
  );

describe("pages that the server may look at", () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ["the whole web", "web", [], []],
    ["a host", "intranet.amt.example", ["intranet.amt.example"], []],
    ["hosts below a name", "*.Land.example", ["*.land.example"], []],
    ["a private network with a host in it", "wiki, 10.20.0.0/16", ["wiki"], ["10.20.0.0/16"]],
    ["a network of IPv6", "fd00::/8", [], ["fd00::/8"]],
    ["an address is a host", "127.0.0.1,127.0.0.1/32", ["127.0.0.1"], ["127.0.0.1/32"]],
  ])("are %s", (_story, text, hosts, networks) => {
    expect(parseLinkPreviews(text)).toEqual({ hosts, networks });
  });

  it.each(["", "https://amt.example", "a b", "10.0.0.0/33", "10.0.0.0/", "*.", "*"])(
    "cannot be %j",
    (text) => {
      expect(() => parseLinkPreviews(text)).toThrow(/intranet\.example\.org.*10\.20\.0\.0\/16/);
    },
  );
});

describe("what is left of the web", () => {
  const NAMED = ["intranet.amt.example", "*.land.example"];

  it.each<[boolean, string]>([
    [false, "https://intranet.amt.example/a"],
    [false, "https://intranet.amt.example:8443/"],
    [false, "https://a.b.land.example/"],
    [true, "https://land.example/"],
    [true, "https://intranetXamt.example/"],
    [true, "https://intranet.amt.example.evil.example/"],
    [true, "https://intranet.amt.example@evil.example/"],
    [true, "https://evil-intranet.amt.example/"],
  ])("refused %s: %s", (refused, page) => {
    expect(isRefused(NAMED, page)).toBe(refused);
  });

  it("is everything when no host is named", () => {
    expect(refusedPages({ hosts: [], networks: ["10.0.0.0/8"] })).toEqual([]);
  });
});
