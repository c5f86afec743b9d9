/** From a browser's reports on its connections to figures that somebody can read. Pure. */
import type { MediaLine, OwnLine, PersonLine, Quality } from "../contract/index.ts";

/** A report as `getStats` gives it; browsers differ in what is there. */
export type Report = Readonly<Record<string, unknown>>;

/** Whom a remote track belongs to. */
export interface TrackOwner {
  readonly participantId: string;
  readonly kind: "audio" | "camera" | "screen";
}

interface Counted {
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number;
  /** Milliseconds. */
  readonly at: number;
}

/** What was counted at the time of a sample; the next one is the difference to it. */
export type Counters = ReadonlyMap<string, Counted>;

export interface Sample {
  readonly own: OwnLine;
  /** By endpoint id. */
  readonly people: Readonly<Record<string, PersonLine>>;
  readonly counters: Counters;
}

/** Share of packets lost, and milliseconds of round trip, from which a line is no longer good. */
const LIMITS = { fair: { loss: 0.02, roundTrip: 300 }, poor: { loss: 0.08, roundTrip: 600 } };
/** Of fewer packets than that no share of lost ones can be told. */
const ENOUGH = 20;

/**
 * How good a line is, in one word.
 * @param loss share of packets, 0…1
 * @param roundTrip milliseconds, where it is known
 */
export function qualityOf(loss: number, roundTrip = 0): Quality {
  const beyond = (word: keyof typeof LIMITS): boolean =>
    loss >= LIMITS[word].loss || roundTrip >= LIMITS[word].roundTrip;
  if (beyond("poor")) return "poor";
  return beyond("fair") ? "fair" : "good";
}

function number(report: Report, name: string): number | undefined {
  const value = report[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function text(report: Report, name: string): string | undefined {
  const value = report[name];
  return typeof value === "string" ? value : undefined;
}

/** Reads one sample. What comes in is remembered in `counters`, for the next one. */
export function readSample(
  reports: readonly Report[],
  owners: ReadonlyMap<string, TrackOwner>,
  before: Counters,
): Sample {
  const byId = new Map(reports.map((report) => [text(report, "id") ?? "", report]));
  const counters = new Map<string, Counted>();
  const line = (report: Report, bytes: string, packets: string, lost: number): MediaLine => {
    const id = text(report, "id") ?? "";
    const now: Counted = {
      bytes: number(report, bytes) ?? 0,
      packets: number(report, packets) ?? 0,
      lost,
      at: number(report, "timestamp") ?? 0,
    };
    counters.set(id, now);
    const codec = text(byId.get(text(report, "codecId") ?? "") ?? {}, "mimeType");
    return { ...difference(before.get(id), now), ...picture(report), ...codecOf(codec) };
  };

  const people = new Map<string, Partial<Record<TrackOwner["kind"], MediaLine>>>();
  const sent: Partial<Record<"audio" | "video", MediaLine>> = {};
  for (const report of reports) {
    const type = text(report, "type");
    if (type === "inbound-rtp") {
      const owner = owners.get(text(report, "trackIdentifier") ?? "");
      const lost = Math.max(0, number(report, "packetsLost") ?? 0);
      const one = line(report, "bytesReceived", "packetsReceived", lost);
      if (!owner) continue;
      people.set(owner.participantId, { ...people.get(owner.participantId), [owner.kind]: one });
    } else if (type === "outbound-rtp") {
      const kind = text(report, "kind") === "audio" ? "audio" : "video";
      const one = line(report, "bytesSent", "packetsSent", 0);
      const known = sent[kind];
      sent[kind] = known ? together(known, one) : one;
    }
  }
  return {
    own: ownLine(
      reports,
      byId,
      sent,
      [...people.values()].flatMap((one) => Object.values(one)),
    ),
    people: Object.fromEntries(
      [...people].map(([id, lines]) => [
        id,
        { ...lines, quality: qualityOf(Math.max(...Object.values(lines).map(({ loss }) => loss))) },
      ]),
    ),
    counters,
  };
}

function difference(before: Counted | undefined, now: Counted): { bitrate: number; loss: number } {
  const time = before ? now.at - before.at : 0;
  if (!before || time <= 0) return { bitrate: 0, loss: 0 };
  const lost = Math.max(0, now.lost - before.lost);
  const packets = Math.max(0, now.packets - before.packets) + lost;
  return {
    bitrate: Math.round((Math.max(0, now.bytes - before.bytes) * 8_000) / time),
    loss: packets < ENOUGH ? 0 : lost / packets,
  };
}

function picture(report: Report): Pick<MediaLine, "width" | "height" | "frames"> {
  const width = number(report, "frameWidth");
  const height = number(report, "frameHeight");
  const frames = number(report, "framesPerSecond");
  return {
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(frames === undefined ? {} : { frames: Math.round(frames) }),
  };
}

/** `video/VP8` → `VP8`. */
function codecOf(mimeType: string | undefined): Pick<MediaLine, "codec"> {
  const codec = mimeType?.split("/")[1];
  return codec === undefined ? {} : { codec };
}

/** Layers of one picture: together they cost, and the largest is what others can see. */
function together(one: MediaLine, other: MediaLine): MediaLine {
  const larger = (other.height ?? 0) > (one.height ?? 0) ? other : one;
  return { ...larger, bitrate: one.bitrate + other.bitrate, loss: Math.max(one.loss, other.loss) };
}

function sum(lines: readonly MediaLine[]): number {
  return lines.reduce((all, { bitrate }) => all + bitrate, 0);
}

function ownLine(
  reports: readonly Report[],
  byId: ReadonlyMap<string, Report>,
  sent: Partial<Record<"audio" | "video", MediaLine>>,
  received: readonly MediaLine[],
): OwnLine {
  const of = (type: string): readonly Report[] =>
    reports.filter((report) => text(report, "type") === type);
  const used = byId.get(text(of("transport")[0] ?? {}, "selectedCandidatePairId") ?? "");
  const pair = used ?? of("candidate-pair").find((report) => report["nominated"] === true) ?? {};
  const local = byId.get(text(pair, "localCandidateId") ?? "") ?? {};
  const seconds = number(pair, "currentRoundTripTime");
  const roundTrip = seconds === undefined ? undefined : Math.round(seconds * 1_000);
  // What the other end says of what it got from here.
  const lossUp = Math.max(
    0,
    ...of("remote-inbound-rtp").map((report) => number(report, "fractionLost") ?? 0),
  );
  const lossDown = Math.max(0, ...received.map(({ loss }) => loss));
  const protocol = text(local, "relayProtocol") ?? text(local, "protocol");
  return {
    quality: qualityOf(Math.max(lossUp, lossDown), roundTrip),
    sending: sum(Object.values(sent)),
    receiving: sum(received),
    lossUp,
    lossDown,
    ...(roundTrip === undefined ? {} : { roundTrip }),
    ...(protocol === undefined ? {} : { protocol: protocol.toUpperCase() }),
    relayed: text(local, "candidateType") === "relay",
    ...sent,
  };
}
