import { type ChildProcess, fork } from "node:child_process";
import { createSocket } from "node:dgram";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { SimulatedPeer } from "../testing/simulated-peer.ts";
import { PAYLOAD_TYPE } from "./offer.ts";
import type { MediaCommand, MediaEvent, MediaStats, SendRights, Source } from "./protocol.ts";
import { buildRtp, vp8Payload } from "./rtp/test-packets.ts";
import { mediaEventSchema } from "./schemas.ts";

const ENTRY = fileURLToPath(new URL("./child.ts", import.meta.url));
const VOICE = 101;
const CAMERA = 202;
const SCREEN = 303;
const EVERYTHING: SendRights = { audio: true, video: true, desktop: true };

function source(name: string, ssrc: number, part: Partial<Source>): Source {
  return {
    name,
    kind: "video",
    ssrcs: [ssrc],
    rtx: {},
    videoType: "camera",
    muted: false,
    ...part,
  };
}

const SOURCES = [
  source("a-a0", VOICE, { kind: "audio" }),
  source("a-v0", CAMERA, {}),
  source("a-v1", SCREEN, { videoType: "desktop" }),
];

/** The router with one who sends everything all the time, and one who listens. */
class Meeting {
  readonly #child: ChildProcess;
  readonly #sender = new SimulatedPeer("a");
  readonly #receiver = new SimulatedPeer("b", (header) => this.#heard.push(header.ssrc));
  #heard: number[] = [];
  #sequence = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async begin(): Promise<Meeting> {
    const options = {
      port: await freeUdpPort(),
      listenAddress: "127.0.0.1",
      announcedAddresses: ["127.0.0.1"],
    };
    const child = fork(ENTRY, [JSON.stringify(options)], {
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
    });
    const meeting = new Meeting(child);
    await meeting.#next("ready");
    await meeting.#join("a", meeting.#sender, SOURCES);
    await meeting.#join("b", meeting.#receiver, []);
    meeting.#timer = setInterval(() => meeting.#send(), 20);
    return meeting;
  }

  allow(rights: SendRights): void {
    this.#say({ type: "rights", conference: "c", endpoint: "a", ...rights });
  }

  /** What comes through while the next hundred packets are sent. */
  async heard(): Promise<number[]> {
    const before = await this.stats();
    this.#heard = [];
    while ((await this.stats()).packetsIn - before.packetsIn < 100) await pause(20);
    return [...new Set(this.#heard)].toSorted((left, right) => left - right);
  }

  async stats(): Promise<MediaStats> {
    const answer = this.#next("stats");
    this.#say({ type: "stats", requestId: 1 });
    const event = await answer;
    if (event.type !== "stats") throw new Error(event.type);
    return event.stats;
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#sender.close();
    this.#receiver.close();
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill();
    await ended;
  }

  async #join(endpoint: string, peer: SimulatedPeer, sources: readonly Source[]): Promise<void> {
    const allocated = this.#next("allocated");
    this.#say({ type: "allocate", requestId: 1, conference: "c", endpoint });
    const answer = await allocated;
    if (answer.type !== "allocated") throw new Error(answer.type);
    const connected = this.#next("connected");
    this.#say({ type: "accept", conference: "c", endpoint, remote: peer.describe(), sources });
    peer.connect(answer.transport);
    await connected;
    while (!peer.open) await pause(20);
  }

  #send(): void {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const sequence = this.#sequence;
    const timestamp = sequence * 960;
    const voice = { payloadType: PAYLOAD_TYPE.opus, audioLevel: 20, payload: Buffer.alloc(80) };
    this.#sender.send(buildRtp({ ...voice, ssrc: VOICE, sequence, timestamp, transportCc: 0 }));
    for (const ssrc of [CAMERA, SCREEN]) {
      const payload = vp8Payload({ pictureId: sequence & 0x7fff, key: sequence % 10 === 0 });
      const picture = { marker: true, payloadType: PAYLOAD_TYPE.vp8, payload };
      this.#sender.send(buildRtp({ ...picture, ssrc, sequence, timestamp, transportCc: 0 }));
    }
  }

  #say(command: MediaCommand): void {
    this.#child.send(command);
  }

  #next(type: MediaEvent["type"]): Promise<MediaEvent> {
    return new Promise((resolve) => {
      const take = (raw: unknown): void => {
        const event = mediaEventSchema.parse(raw);
        if (event.type !== type) return;
        this.#child.off("message", take);
        resolve(event);
      };
      this.#child.on("message", take);
    });
  }
}

function freeUdpPort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

const meetings: Meeting[] = [];

afterEach(async () => {
  await Promise.all(meetings.splice(0).map((meeting) => meeting.end()));
});

describe("a client that sends on, whatever it was told", () => {
  it("is not heard, nor seen, until it may be", { timeout: 120_000 }, async () => {
    const meeting = await Meeting.begin();
    meetings.push(meeting);
    await expect.poll(() => meeting.heard(), { timeout: 30_000 }).toEqual([VOICE, CAMERA, SCREEN]);
    expect((await meeting.stats()).packetsForbidden).toBe(0);

    meeting.allow({ ...EVERYTHING, audio: false });
    await expect.poll(() => meeting.heard()).toEqual([CAMERA, SCREEN]);
    meeting.allow({ ...EVERYTHING, video: false });
    await expect.poll(() => meeting.heard()).toEqual([VOICE, SCREEN]);
    meeting.allow({ audio: false, video: false, desktop: false });
    await expect.poll(() => meeting.heard()).toEqual([]);
    expect((await meeting.stats()).packetsForbidden).toBeGreaterThan(100);

    meeting.allow(EVERYTHING);
    await expect.poll(() => meeting.heard(), { timeout: 30_000 }).toEqual([VOICE, CAMERA, SCREEN]);
  });
});
