import { expect, type BrowserContext, type Frame, type Page } from "@playwright/test";
import { patient } from "./patience.ts";

/** What a watched page remembers. */
export interface Registry {
  watchedPeerConnections?: RTCPeerConnection[];
}

/**
 * Remembers every peer connection of a page from the outside, so that stories can ask the
 * browser's own statistics. The product has no hook for this.
 */
export async function watchPeerConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(rememberConnections);
}

/** Runs in a page, before anything of its own. */
export function rememberConnections(): void {
  const registry = globalThis as unknown as Registry;
  const connections: RTCPeerConnection[] = [];
  registry.watchedPeerConnections = connections;
  const Original = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
}

export interface MediaTotals {
  /** Remote video streams with decoded frames, and their frames in sum. */
  readonly videosDecoding: number;
  readonly framesDecoded: number;
  /** Remote audio streams in which something louder than silence arrived. */
  readonly audiosHeard: number;
  readonly audioEnergy: number;
  readonly audioPacketsReceived: number;
  readonly framesSent: number;
  readonly audioPacketsSent: number;
}

/** Sums getStats over all open peer connections of the page. */
export async function mediaTotals(page: Page | Frame): Promise<MediaTotals> {
  return page.evaluate(async () => {
    const totals = {
      videosDecoding: 0,
      framesDecoded: 0,
      audiosHeard: 0,
      audioEnergy: 0,
      audioPacketsReceived: 0,
      framesSent: 0,
      audioPacketsSent: 0,
    };
    const connections = (globalThis as unknown as Registry).watchedPeerConnections ?? [];
    for (const connection of connections) {
      if (connection.connectionState === "closed") continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type === "inbound-rtp" && entry.kind === "video") {
          const frames = (entry as RTCInboundRtpStreamStats).framesDecoded ?? 0;
          totals.framesDecoded += frames;
          if (frames > 0) totals.videosDecoding += 1;
        } else if (entry.type === "inbound-rtp" && entry.kind === "audio") {
          const energy = (entry as RTCInboundRtpStreamStats).totalAudioEnergy ?? 0;
          totals.audioEnergy += energy;
          totals.audioPacketsReceived += (entry as RTCInboundRtpStreamStats).packetsReceived ?? 0;
          if (energy > 0.0001) totals.audiosHeard += 1;
        } else if (entry.type === "outbound-rtp" && entry.kind === "video") {
          totals.framesSent += (entry as RTCOutboundRtpStreamStats).framesSent ?? 0;
        } else if (entry.type === "outbound-rtp" && entry.kind === "audio") {
          totals.audioPacketsSent += (entry as RTCOutboundRtpStreamStats).packetsSent ?? 0;
        }
      }
    }
    return totals;
  });
}

/**
 * How media leave the page, once for each way that is in use: `host over udp`, or
 * `relay over tcp` for a TURN server that is spoken to over TCP.
 */
export async function mediaPaths(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const paths = new Set<string>();
    const connections = (globalThis as unknown as Registry).watchedPeerConnections ?? [];
    for (const connection of connections) {
      if (connection.connectionState !== "connected") continue;
      const report = await connection.getStats();
      for (const entry of report.values()) {
        if (entry.type !== "transport") continue;
        const pair = report.get((entry as RTCTransportStats).selectedCandidatePairId ?? "");
        const local: unknown = report.get(
          (pair as RTCIceCandidatePairStats | undefined)?.localCandidateId ?? "",
        );
        if (typeof local !== "object" || local === null) continue;
        const read = (name: string): string => String(Reflect.get(local, name));
        const type = read("candidateType");
        paths.add(`${type} over ${read(type === "relay" ? "relayProtocol" : "protocol")}`);
      }
    }
    return [...paths];
  });
}

/**
 * Waits until the page sees and hears `others` people: pictures are being decoded, sound is above
 * silence, own picture and sound go out, and all of it goes on from one look to the next. Counters
 * that begin anew, because a connection was replaced, only cost one more look.
 * @param options `ownPicture`: false for somebody without a camera
 */
export async function expectToSeeAndHear(
  page: Page | Frame,
  others: number,
  { ownPicture = true }: { readonly ownPicture?: boolean } = {},
): Promise<void> {
  let before = await mediaTotals(page);
  await expect
    .poll(
      async () => {
        const now = await mediaTotals(page);
        const look = {
          enoughPictures: now.videosDecoding >= others,
          enoughVoices: now.audiosHeard >= others,
          picturesMove: now.framesDecoded > before.framesDecoded,
          soundGoesOn: now.audioEnergy > before.audioEnergy,
          ownPictureGoesOut: now.framesSent > before.framesSent || !ownPicture,
          ownSoundGoesOut: now.audioPacketsSent > before.audioPacketsSent,
        };
        before = now;
        return look;
      },
      { timeout: patient(45_000), intervals: [1_000], message: `sees and hears ${others} others` },
    )
    .toEqual({
      enoughPictures: true,
      enoughVoices: true,
      picturesMove: true,
      soundGoesOn: true,
      ownPictureGoesOut: true,
      ownSoundGoesOut: true,
    });
}

/** The same for sound that arrives alone, with nothing sent. */
export async function expectToHear(page: Page, others: number): Promise<void> {
  let before = await mediaTotals(page);
  await expect
    .poll(
      async () => {
        const now = await mediaTotals(page);
        const soundGoesOn = now.audioEnergy > before.audioEnergy;
        before = now;
        return now.audiosHeard >= others && soundGoesOn;
      },
      { timeout: patient(45_000), intervals: [1_000], message: `hears ${others} others` },
    )
    .toBe(true);
}
