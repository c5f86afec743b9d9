import { createSocket } from "node:dgram";
import { describe, expect, it } from "vitest";
import { waitingAt, waitingInSocket } from "./socket-queue.ts";

const HEAD =
  "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops";
const line = (address: string, queues: string): string =>
  ` 1057: ${address} 00000000:0000 07 ${queues} 00:00000000 00000000     0        0 31337 2 0000000000000000 0`;

describe("what waits in a socket", () => {
  it.each<[string, string[], number]>([
    ["nothing", [line("0100007F:2710", "00000000:00000000")], 0],
    ["some packets", [line("0100007F:2710", "00000000:00010A00")], 68_096],
    ["what waits to be sent does not count", [line("0100007F:2710", "00010A00:00000000")], 0],
    ["another port", [line("0100007F:2711", "00000000:00010A00")], 0],
    ["a port at two addresses", Array(2).fill(line("0100007F:2710", "00000000:00000100")), 512],
    ["IPv6", [line("00000000000000000000000001000000:2710", "00000000:00000100")], 256],
    ["a line that is cut off", ["  1: 0100007F:2710"], 0],
    ["no number", [line("0100007F:2710", "nothing")], 0],
  ])("%s", (_name, lines, bytes) => {
    expect(waitingAt(10_000, [HEAD, ...lines, ""].join("\n"))).toBe(bytes);
  });

  it.runIf(process.platform === "linux")("is read of this machine", async () => {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    try {
      expect(waitingInSocket(socket.address().port)).toBe(0);
    } finally {
      socket.close();
    }
  });
});
