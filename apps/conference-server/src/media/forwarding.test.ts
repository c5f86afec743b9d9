import { describe, expect, it } from "vitest";
import { Loudest } from "./audio/loudest.ts";
import { Counters } from "./counters.ts";
import { Endpoint } from "./endpoint.ts";
import { Forwarder, type ForwardingContext } from "./forwarding.ts";
import { LoadShedder } from "./load/shedding.ts";
import type { SendRights, Source } from "./protocol.ts";
import { buildRtp } from "./rtp/test-packets.ts";
import { Sources } from "./sources.ts";

const OPTIONS = { port: 1, announcedAddresses: ["127.0.0.1"] };
const SOURCES: readonly Source[] = [
  { name: "a-a0", kind: "audio", ssrcs: [11], rtx: {}, videoType: "none", muted: false },
  {
    name: "a-v0",
    kind: "video",
    ssrcs: [12, 13],
    rtx: { 13: 14 },
    videoType: "camera",
    muted: false,
  },
  { name: "a-v1", kind: "video", ssrcs: [15], rtx: {}, videoType: "desktop", muted: false },
];

/** Sends one packet of each SSRC. @returns SSRCs that were refused at the door */
function refused(rights: SendRights): number[] {
  const counters = new Counters();
  const sender = new Endpoint("a", OPTIONS, counters);
  const endpoints = new Map([["a", sender]]);
  new Sources(new Loudest()).replace(sender, SOURCES, endpoints);
  sender.rights = rights;
  const context: ForwardingContext = {
    endpoints,
    onAudioLevel: () => true,
    onLayersChanged: () => undefined,
  };
  const forwarder = new Forwarder(counters, new LoadShedder());
  return [11, 12, 13, 14, 15].filter((ssrc) => {
    const before = counters.packetsForbidden;
    const packet = buildRtp({ ssrc, audioLevel: 20, payload: Buffer.alloc(20) });
    forwarder.forward(context, sender, packet, 1000);
    return counters.packetsForbidden > before;
  });
}

describe("what an endpoint may not send is thrown away at the door", () => {
  it.each<[string, Partial<SendRights>, readonly number[]]>([
    ["nothing of what is allowed", {}, []],
    ["sound", { audio: false }, [11]],
    ["a camera, all of its layers and repetitions", { video: false }, [12, 13, 14]],
    ["a screen", { desktop: false }, [15]],
    ["everything", { audio: false, video: false, desktop: false }, [11, 12, 13, 14, 15]],
  ])("%s", (_name, part, expected) => {
    expect(refused({ audio: true, video: true, desktop: true, ...part })).toEqual(expected);
  });
});
