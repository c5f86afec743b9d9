import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newConfig } from "../installation/config.ts";
import { findTurnServer, turnPart, turnServerFile } from "./turn.ts";

const paths = { root: "/plenum", run: "/data/run" };
const local = newConfig("/data", { turn: { kind: "own" } });
const open = {
  ...newConfig("/data", { host: "plenum.example", turn: { kind: "own" } }),
  tls: { certFile: "/data/tls/cert.pem", keyFile: "/data/tls/key.pem" },
};
open.conference.mediaAddresses = ["203.0.113.7", "2001:db8::7"];

function lines(config: typeof open | typeof local): readonly string[] {
  return turnServerFile(config, "/data/run").split("\n");
}

describe("coturn's configuration", () => {
  it("listens and relays on this machine alone where the installation does", () => {
    expect(lines(local)).toEqual(
      expect.arrayContaining([
        "listening-ip=127.0.0.1",
        "relay-ip=127.0.0.1",
        "no-tls",
        "allow-loopback-peers",
        "allowed-peer-ip=127.0.0.1",
      ]),
    );
  });

  it("speaks TLS and keeps off loopback where others come in", () => {
    const file = lines(open);
    expect(file).toEqual(
      expect.arrayContaining([
        "tls-listening-port=8087",
        "cert=/data/tls/cert.pem",
        "allowed-peer-ip=203.0.113.7",
        "allowed-peer-ip=2001:db8::7",
      ]),
    );
    expect(file).not.toContain("allow-loopback-peers");
    expect(file).not.toContain("no-tls");
  });

  it.each([
    "use-auth-secret",
    "denied-peer-ip=0.0.0.0-255.255.255.255",
    "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "no-multicast-peers",
    "no-cli",
    "no-tcp-relay",
  ])("always has %s", (line) => {
    expect(lines(local)).toContain(line);
    expect(lines(open)).toContain(line);
  });

  it("never lets anybody in without a secret", () => {
    expect(lines(local)).toContain(`static-auth-secret=${local.conference.turn?.secret}`);
    expect(lines(local).some((line) => line.startsWith("no-auth"))).toBe(false);
  });
});

describe("the TURN server as a part", () => {
  it("is none where the installation has none, installed or not", () => {
    expect(turnPart(paths, newConfig("/data", {}), "/usr/bin/turnserver")).toBeUndefined();
    expect(turnPart(paths, newConfig("/data", {}), "")).toBeUndefined();
  });

  it("has its secret in a file and not on the command line", () => {
    const command = turnPart(paths, local, "/usr/bin/turnserver")?.command();
    expect(command).toMatchObject({
      file: "/usr/bin/turnserver",
      args: ["-c", "/data/run/turnserver.conf"],
    });
  });

  it("is found on the path", async () => {
    const folder = await mkdtemp(join(tmpdir(), "plenum-path-"));
    await writeFile(join(folder, "turnserver"), "");
    expect(findTurnServer({ PATH: `/nowhere:${folder}` })).toBe(join(folder, "turnserver"));
    await rm(folder, { recursive: true });
  });
});
