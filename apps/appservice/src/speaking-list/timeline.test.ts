import { describe, expect, it } from "vitest";
import type { MatrixEvent } from "../matrix/transactions.ts";
import { newsOf } from "./timeline.ts";

/** A room with events `$1` … `$count`, which is read in pages from the end. */
function room(count: number) {
  const pages: string[] = [];
  const events = Array.from({ length: count }, (_, index): MatrixEvent => ({
    type: "chat.plenum.hand",
    event_id: `$${count - index}`,
    origin_server_ts: count - index,
    content: {},
  }));
  const messages = async (
    _roomId: string,
    page: { readonly limit: number; readonly from?: string },
  ) => {
    pages.push(page.from ?? "end");
    const start = Number(page.from ?? 0);
    const end = start + page.limit;
    return {
      events: events.slice(start, end),
      next: end < events.length ? String(end) : undefined,
    };
  };
  const news = async (known: (n: number) => boolean, far: (n: number) => boolean = () => false) =>
    (
      await newsOf(
        { messages },
        "!r",
        (id) => known(Number(id.slice(1))),
        ({ origin_server_ts: at = 0 }) => far(at),
      )
    ).map(({ event_id: id = "" }) => Number(id.slice(1)));
  return { news, pages };
}

describe("what has happened in a room", () => {
  it("is read in the order of the room", async () => {
    expect(await room(3).news(() => false)).toEqual([1, 2, 3]);
  });

  it("is only what is not known yet, also where something was told late", async () => {
    const { news, pages } = room(250);
    expect(await news((n) => n !== 249 && n !== 246)).toEqual([246, 249]);
    expect(pages).toEqual(["end"]);
  });

  it("is read back as far as it goes after a long time away", async () => {
    const { news, pages } = room(500);
    const found = await news((n) => n <= 230);
    expect([found.length, found[0], found.at(-1)]).toEqual([270, 231, 500]);
    expect(pages).toEqual(["end", "100", "200"]);
  });

  it("is not read back to the beginning of a room that nobody kept a list of", async () => {
    const { news, pages } = room(5_000);
    expect(
      await news(
        () => false,
        (at) => at < 4_950,
      ),
    ).toHaveLength(100);
    expect(pages).toEqual(["end"]);
  });

  it("has an end", async () => {
    expect(await room(9_000).news(() => false)).toHaveLength(2_000);
  });
});
