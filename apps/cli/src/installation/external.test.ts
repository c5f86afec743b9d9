import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installationConfigSchema } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conferencePart } from "../parts/services.ts";
import { moveConfig, newConfig } from "./config.ts";
import { readJitsiWish } from "./external.ts";
import { pathsOf } from "./paths.ts";

const jitsi = {
  libraryUrl: "https://meet.example.org/libs/lib-jitsi-meet.min.js",
  serviceUrl: "wss://meet.example.org/xmpp-websocket",
  boshUrl: "https://meet.example.org/http-bind",
  domain: "meet.example.org",
  tokenSecret: "a secret of thirty-two characters",
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plenum-jitsi-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function wishOf(content: unknown) {
  const file = join(folder, "jitsi.json");
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return readJitsiWish(file);
}

describe("a full Jitsi on the command line", () => {
  it("has the names that a Jitsi has unless it says otherwise", async () => {
    const config = newConfig("/data", { jitsi: await wishOf(jitsi) });
    expect(installationConfigSchema.parse(config)).toEqual(config);
    expect(config.conference).toMatchObject({
      domain: "meet.example.org",
      mucDomain: "conference.meet.example.org",
      focusDomain: "focus.meet.example.org",
      focusUserJid: "focus@auth.meet.example.org",
      tokenSecret: jitsi.tokenSecret,
      external: { serviceUrl: jitsi.serviceUrl, boshUrl: jitsi.boshUrl },
    });
    expect(config.conference.external).not.toHaveProperty("tokenSecret");
  });

  it("stays when the installation moves, and the conference server is not started", async () => {
    const config = newConfig("/data", { jitsi: await wishOf(jitsi) });
    const moved = moveConfig(config, { port: 9000 });
    expect(moved.conference.external).toEqual(config.conference.external);
    expect(conferencePart(pathsOf("/plenum"), moved)).toBeUndefined();
  });

  it("goes with its secret when the conference server comes back", async () => {
    const config = newConfig("/data", { jitsi: await wishOf(jitsi) });
    const { conference } = moveConfig(config, { jitsi: await readJitsiWish("none") });
    expect(conference.external).toBeUndefined();
    expect(conference.domain).toBe("meet.plenum");
    expect(conference.tokenSecret).not.toBe(jitsi.tokenSecret);
  });

  it.each([
    ["no JSON", "{", /cannot read/],
    ["a short secret", { ...jitsi, tokenSecret: "short" }, /tokenSecret/],
    ["an audience for everybody", { ...jitsi, tokenAudience: "*" }, /tokenAudience/],
    ["no WebSocket", { ...jitsi, serviceUrl: "https://meet.example.org" }, /serviceUrl/],
    ["no domain", { ...jitsi, domain: undefined }, /domain/],
  ])("%s is refused with a sentence", async (_story, content, sentence) => {
    await expect(wishOf(content)).rejects.toThrow(sentence);
  });
});
