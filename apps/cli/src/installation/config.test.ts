import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { type NetworkInterfaceInfo, tmpdir } from "node:os";
import { join } from "node:path";
import { installationConfigSchema } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  machineAddresses,
  moveConfig,
  newConfig,
  parseWithout,
  readConfig,
  writeConfig,
} from "./config.ts";
import { pathsOf } from "./paths.ts";

function counting(): () => string {
  let count = 0;
  return () => `secret-${(count += 1)}`;
}

function ipv4(address: string, internal: boolean): NetworkInterfaceInfo {
  return { address, family: "IPv4", internal, netmask: "", mac: "", cidr: null };
}

function ipv6(address: string): NetworkInterfaceInfo {
  return { address, family: "IPv6", internal: false, netmask: "", mac: "", cidr: null, scopeid: 0 };
}

describe("a new installation", () => {
  const config = newConfig("/data", {}, counting());

  it("is a valid configuration for this machine alone", () => {
    expect(installationConfigSchema.parse(config)).toEqual(config);
    expect(config).toMatchObject({
      serverName: "localhost",
      publicUrl: "http://localhost:8080",
      listenHost: "127.0.0.1",
    });
    expect(config.conference.mediaAddresses).toEqual(["127.0.0.1", ...machineAddresses()]);
  });

  it("uses no secret twice", () => {
    const secrets = JSON.stringify(config).match(/secret-\d+/g) ?? [];
    expect(secrets.length).toBeGreaterThanOrEqual(9);
    expect(new Set(secrets).size).toBe(secrets.length);
  });

  it("with a host name listens for others, encrypted", () => {
    const open = newConfig("/data", { host: "plenum.example.org", port: 8443 }, counting());
    expect(open).toMatchObject({
      serverName: "plenum.example.org",
      publicUrl: "https://plenum.example.org:8443",
      listenHost: "0.0.0.0",
    });
  });
});

describe("an installation that moves", () => {
  const config = newConfig("/data", {}, counting());

  it("to other ports keeps its secrets and its server name", () => {
    const moved = moveConfig(config, { port: 9000 });
    expect(moved.publicUrl).toBe("http://localhost:9000");
    expect(moved.appservice.url).toBe("http://127.0.0.1:9002");
    expect(moved.appservice.asToken).toBe(config.appservice.asToken);
    expect(moved.serverName).toBe("localhost");
  });

  it("nowhere stays what it is", () => {
    expect(moveConfig(config, {})).toEqual(config);
  });

  it("to a host name becomes reachable; its user ids stay", () => {
    const moved = moveConfig(config, { host: "plenum.example.org" });
    expect(moved.publicUrl).toBe("https://plenum.example.org:8080");
    expect(moved.serverName).toBe("localhost");
    expect(moveConfig(moved, {}).publicUrl).toBe(moved.publicUrl);
  });
});

describe("what an agency does without", () => {
  const quiet = newConfig(
    "/data",
    { without: parseWithout("presence, read-receipts") },
    counting(),
  );

  it("is off, all the rest is on", () => {
    expect(quiet.agency.switches).toEqual({
      presence: false,
      readReceipts: false,
      typing: true,
      lastSeen: true,
      linkPreviews: true,
    });
  });
  it("stays so at later starts that do not mention it", () => {
    expect(moveConfig(quiet, { port: 9000 }).agency).toEqual(quiet.agency);
  });
  it("comes back with nothing", () => {
    const back = moveConfig(quiet, { without: parseWithout("nothing") });
    expect(back.agency.switches).toEqual(newConfig("/data", {}, counting()).agency.switches);
  });
  it("is everything on in a file from before there were switches", () => {
    const { switches: _, ...agency } = quiet.agency;
    expect(installationConfigSchema.parse({ ...quiet, agency }).agency.switches).toEqual({
      presence: true,
      readReceipts: true,
      typing: true,
      lastSeen: true,
      linkPreviews: true,
    });
  });
  it("is refused with the names there are if one is unknown", () => {
    expect(() => parseWithout("presents")).toThrow(/presence, read-receipts, typing, last-seen/);
  });
});

describe("the machine's addresses", () => {
  it("leave out the loopback and link-local ones, IPv4 first", () => {
    expect(
      machineAddresses({
        lo: [ipv4("127.0.0.1", true)],
        eth0: [ipv6("fe80::1"), ipv6("2001:db8::7"), ipv4("192.0.2.7", false)],
      }),
    ).toEqual(["192.0.2.7", "2001:db8::7"]);
  });
});

describe("the configuration file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "plenum-config-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("is not there before the first start", async () => {
    expect(await readConfig(pathsOf("/", join(folder, "none")))).toBeUndefined();
  });

  it("is readable by its owner alone and comes back as it was", async () => {
    const paths = pathsOf("/", join(folder, "one"));
    const config = newConfig(paths.data, {}, counting());
    await writeConfig(paths, config);
    expect((await stat(paths.config)).mode & 0o777).toBe(0o600);
    expect(await readConfig(paths)).toEqual(config);
  });

  it("when damaged is one sentence with the mend", async () => {
    const paths = pathsOf("/", folder);
    await writeFile(paths.config, "{ half");
    await expect(readConfig(paths)).rejects.toThrow(/is damaged; .*\.\/plenum reset/);
  });
});
