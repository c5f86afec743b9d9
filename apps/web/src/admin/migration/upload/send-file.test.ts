import { addItemsRequestSchema, type AddItemsResponse } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { NOTHING_SENT, sendFile, type Sent } from "./send-file.ts";

const account = (number: number, source = `p${number}@amt.example`) => ({
  kind: "account",
  userId: `@p${number}:amt.example`,
  displayName: `Person ${number}`,
  source,
});
const fileOf = (lines: readonly (string | object)[]): Blob =>
  new Blob([
    lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
  ]);
const known = z.object({ userId: z.string() });

/** A server that keeps what it gets, and fails when it is told to. */
class Server {
  readonly pages: number[] = [];
  readonly items = new Map<string, string>();
  failsAt: number | undefined;

  readonly add = async (body: Blob): Promise<AddItemsResponse> => {
    if (this.pages.length === this.failsAt) {
      this.failsAt = undefined;
      throw new Error("unreachable");
    }
    if (body.type !== "application/json") throw new Error("not JSON");
    const { items } = addItemsRequestSchema.parse(JSON.parse(await body.text()));
    this.pages.push(items.length);
    const answer: AddItemsResponse = {
      added: 0,
      unchanged: 0,
      replaced: 0,
      changed: 0,
      refused: 0,
      told: [],
    };
    for (const [index, item] of items.entries()) {
      const { userId } = known.parse(item);
      const text = JSON.stringify(item);
      const before = this.items.get(userId);
      if (before === undefined) answer.added += 1;
      else if (before === text) answer.unchanged += 1;
      else {
        answer.refused += 1;
        answer.told.push({ index, result: "refused", reason: "collision" });
        continue;
      }
      this.items.set(userId, text);
    }
    return answer;
  };
}

function send(file: Blob, server: Server, from = NOTHING_SENT, seen: Sent[] = []): Promise<Sent> {
  return sendFile(file, {
    from,
    add: server.add,
    onSent: (sent) => seen.push(sent),
    signal: new AbortController().signal,
  });
}

describe("sending a file", () => {
  it("goes in pages that the server takes, and leaves wrong lines out", async () => {
    const server = new Server();
    const people = Array.from({ length: 1203 }, (_, number) => account(number));
    const seen: Sent[] = [];
    const sent = await send(fileOf(["nothing", ...people, "", "{}"]), server, NOTHING_SENT, seen);
    expect(server.pages).toEqual([500, 500, 203]);
    expect(seen.map(({ items, upTo }) => [items, upTo])).toEqual([
      [500, 501],
      [1000, 1001],
      [1203, 1204],
    ]);
    expect(sent).toMatchObject({ items: 1203, counts: { added: 1203, refused: 0 }, told: [] });
  });

  it("keeps pages small where lines are long", async () => {
    const server = new Server();
    const long = { ...account(1), organisation: "x".repeat(3_000_000) };
    await send(fileOf([account(0), long, { ...long, userId: "@p2:amt.example" }]), server);
    expect(server.pages).toEqual([2, 1]);
  });

  it("goes on where it was interrupted", async () => {
    const server = new Server();
    server.failsAt = 1;
    const file = fileOf(["wrong", ...Array.from({ length: 1100 }, (_, number) => account(number))]);
    const seen: Sent[] = [];
    await expect(send(file, server, NOTHING_SENT, seen)).rejects.toThrow("unreachable");
    const last = seen.at(-1) ?? NOTHING_SENT;
    expect(last).toMatchObject({ items: 500, upTo: 501 });
    expect(await send(file, server, last)).toMatchObject({ items: 1100, counts: { added: 1100 } });
    expect(server.pages).toEqual([500, 500, 100]);
  });

  it("adds nothing when all of it is sent again", async () => {
    const server = new Server();
    const file = fileOf(Array.from({ length: 700 }, (_, number) => account(number)));
    await send(file, server);
    expect(await send(file, server)).toMatchObject({ counts: { added: 0, unchanged: 700 } });
    expect(server.items.size).toBe(700);
  });

  it("names the line that the server says something about", async () => {
    const server = new Server();
    const sent = await send(
      fileOf(["", account(1), "wrong", account(2), account(1, "other@amt.example")]),
      server,
    );
    expect(sent.told).toEqual([{ line: 5, result: "refused", reason: "collision" }]);
    expect(sent.counts).toMatchObject({ added: 2, refused: 1 });
  });

  it("ends when the dialog is closed", async () => {
    const server = new Server();
    const controller = new AbortController();
    const sending = sendFile(fileOf(Array.from({ length: 900 }, (_, n) => account(n))), {
      from: NOTHING_SENT,
      add: server.add,
      onSent: () => controller.abort(new Error("closed")),
      signal: controller.signal,
    });
    await expect(sending).rejects.toThrow("closed");
    expect(server.pages).toEqual([500]);
  });
});
