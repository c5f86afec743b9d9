import { describe, expect, it } from "vitest";
import { LinkPreviews } from "./link-previews.ts";

/** A server whose answers the test gives. */
/** A server whose answers the test gives. */
interface Server {
  readonly asked: string[];
  readonly answer: (url: string, title?: string) => void;
  readonly previews: LinkPreviews;
  readonly clock: { now: number };
}

function server(): Server {
  const clock = { now: 1_000_000 };
  const asked: string[] = [];
  const open = new Map<string, (title?: string) => void>();
  return {
    asked,
    clock,
    answer: (url: string, title?: string) => open.get(url)?.(title),
    previews: new LinkPreviews(
      (url) => {
        asked.push(url);
        return new Promise((resolve, reject) => {
          open.set(url, (title) =>
            title === undefined ? reject(new Error("unreachable")) : resolve({ title }),
          );
        });
      },
      () => clock.now,
    ),
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("previews of web pages", () => {
  it("asks for a page once, however often it is shown", async () => {
    const { previews, answer, asked } = server();
    const both = Promise.all([previews.of("https://a.example"), previews.of("https://a.example")]);
    answer("https://a.example", "Amt");
    expect(await both).toEqual([{ title: "Amt" }, { title: "Amt" }]);
    expect(await previews.of("https://a.example")).toEqual({ title: "Amt" });
    expect(asked).toEqual(["https://a.example"]);
  });

  it("asks for four pages at a time, the next when one is there", async () => {
    const { previews, answer, asked } = server();
    const urls = Array.from({ length: 6 }, (_, index) => `https://${index}.example`);
    const all = Promise.all(urls.map((url) => previews.of(url)));
    await settled();
    expect(asked).toEqual(urls.slice(0, 4));
    answer("https://2.example", "2");
    await settled();
    expect(asked).toEqual(urls.slice(0, 5));
    for (const url of urls) {
      answer(url, url);
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      await settled();
    }
    for (const url of urls) answer(url, url);
    expect(await all).toHaveLength(6);
  });

  it("asks for an unreachable page again after a minute, not before", async () => {
    const { previews, answer, asked, clock } = server();
    const first = previews.of("https://a.example");
    answer("https://a.example");
    expect(await first).toBeUndefined();
    expect(await previews.of("https://a.example")).toBeUndefined();
    expect(asked).toHaveLength(1);
    clock.now += 61_000;
    const again = previews.of("https://a.example");
    answer("https://a.example", "Amt");
    expect(await again).toEqual({ title: "Amt" });
  });
});
