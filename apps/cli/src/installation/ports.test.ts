import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { busyPorts, busySentence, inodesListening, planPorts } from "./ports.ts";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

describe("the ports of an installation", () => {
  it("are six in a row from the one given", () => {
    expect(planPorts(8080)).toEqual({
      origin: 8080,
      synapse: 8081,
      appservice: 8082,
      conference: 8083,
      postgres: 8084,
      media: 8085,
    });
  });

  it.each([0, -1, 65_531, 70_000, 80.5, Number.NaN])("cannot begin at %d", (base) => {
    expect(() => planPorts(base)).toThrow(/between 1 and 65530/);
  });

  it("are told when something else listens there", async () => {
    const server = createServer();
    open.push(server);
    await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const ports = { ...planPorts(20_000), synapse: port };
    const busy = await busyPorts({ ports, listenHost: "127.0.0.1" });
    expect(busy.find((it) => it.name === "synapse")).toMatchObject({ port, protocol: "tcp" });
  });
});

describe("the port for relayed media", () => {
  it.each([
    [{ secret: "s".repeat(16), lifetime: 60, urls: ["turn:127.0.0.1"] }, true],
    [undefined, false],
  ])("is looked at where there is a TURN server", async (turn, told) => {
    const socket = createSocket("udp4");
    await new Promise<void>((settle) => socket.bind(0, "127.0.0.1", settle));
    const { port } = socket.address();
    const ports = { ...planPorts(20_000), media: port - 3 };
    const conference = turn === undefined ? {} : { turn };
    const busy = await busyPorts({ ports, listenHost: "127.0.0.1", conference });
    socket.close();
    expect(busy.some((it) => it.name === "relayed media" && it.port === port)).toBe(told);
  });
});

describe("the sentence for a busy port", () => {
  it("names the port, the program and the mend", () => {
    const busy = {
      name: "origin",
      port: 8080,
      protocol: "tcp",
      owner: "nginx, process 812",
    } as const;
    expect(busySentence(busy, 8080)).toBe(
      "Port 8080 (TCP, origin) is in use by nginx, process 812; stop that program or start with other ports, for example --port 8100.",
    );
  });

  it("does without a name that the system does not tell", () => {
    const busy = { name: "media", port: 8085, protocol: "udp" } as const;
    expect(busySentence(busy, 8080)).toMatch(/^Port 8085 \(UDP, media\) is in use; stop/);
  });
});

describe("the system's table of sockets", () => {
  const table = [
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1",
    "   1: 0100007F:1F90 0100007F:C001 01 00000000:00000000 00:00000000 00000000  1000        0 222 1",
    "   2: 00000000:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 333 1",
  ].join("\n");

  it("yields who listens on a port, not who is connected to it", () => {
    expect(inodesListening(table, 8080, "tcp")).toEqual(["111"]);
  });
  it("yields nothing for a free port", () => {
    expect(inodesListening(table, 9000, "tcp")).toEqual([]);
  });
});
