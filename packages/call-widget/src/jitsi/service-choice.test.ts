import { describe, expect, test } from "vitest";
import { ServiceChoice, type ServiceTransport } from "./service-choice.ts";

/** Which ways are taken one after the other on a network that lets through what is named. */
function tries(count: number, through: readonly ServiceTransport[], hasBosh = true): string {
  const choice = new ServiceChoice();
  return Array.from({ length: count }, () => {
    const way = choice.next(hasBosh);
    if (through.includes(way)) choice.opened(way);
    else choice.failed();
    return way === "bosh" ? "B" : "w";
  }).join("");
}

describe("how the call reaches its service", () => {
  test.each([
    ["a WebSocket that works stays", tries(4, ["websocket", "bosh"]), "wwww"],
    ["no WebSocket gets through", tries(5, ["bosh"]), "wwBBB"],
    ["nothing gets through: both in turn", tries(7, []), "wwBwwBw"],
    ["a service without HTTP", tries(5, [], false), "wwwww"],
  ])("%s", (_story, taken, expected) => {
    expect(taken).toBe(expected);
  });

  test("a WebSocket gets a new chance when HTTP fails, too", () => {
    const choice = new ServiceChoice();
    choice.failed();
    choice.failed();
    choice.opened(choice.next(true));
    expect(choice.next(true)).toBe("bosh");
    choice.failed();
    expect(choice.next(true)).toBe("websocket");
  });
});
