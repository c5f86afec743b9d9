import { randomBytes } from "node:crypto";
import type { ControlMediaKind, ControlStanding } from "@plenum/model";
import type { Source } from "../media/protocol.ts";
import type { AnnouncedSource } from "../muc/presence-content.ts";
import type { Occupant } from "../muc/room.ts";
import {
  mediaSource,
  mergeSources,
  shownSource,
  type ShownSource,
  type SignalledSource,
} from "./jingle-sources.ts";

/**
 * - `waiting`: to be invited as soon as media is there
 * - `allocating`: the media side has been asked for a transport
 * - `offered`: session-initiate is out
 * - `accepted`: the client answered
 * - `ended`: the client ended the session itself; nothing happens until it joins anew
 */
export type Phase = "waiting" | "allocating" | "offered" | "accepted" | "ended";

/** One invitation to the bridge: a Jingle session with its ids. */
export interface Invitation {
  readonly sessionId: string;
  readonly bridgeSessionId: string;
}

/** For sources of which the library does not say that they are set up. */
const SETTLE_MS = 250;
/** For the first video, of which it says so; a busy machine takes its time. */
const SETTLE_FIRST_VIDEO_MS = 4_000;
/** Milliseconds after which earlier failures of an endpoint are forgotten. */
const FORGIVE_AFTER_MS = 60_000;
/** Milliseconds for which a connection stood that came about: what fails then is something new. */
const STOOD_MS = 5_000;
const LAST_DELAY_MS = 30_000;

/** The media side of one occupant: its Jingle session and its sources. */
export class Endpoint {
  readonly occupant: Occupant;
  /** What this endpoint has been told of the others' sources, by owner. */
  readonly told = new Map<string, readonly ShownSource[]>();
  phase: Phase = "waiting";
  invitation: Invitation | null = null;
  sources: readonly SignalledSource[] = [];
  announced: ReadonlyMap<string, AnnouncedSource> = new Map();
  /** Milliseconds that the client may take to set up the sources it added last. */
  settleTime = SETTLE_MS;
  /** Kinds that it sends without the right to, and that it was asked to mute. */
  readonly asked = new Set<ControlMediaKind>();
  /** Counts invitations, so that a late answer of the media side is recognised. */
  attempt = 0;
  /** Until the next invitation, or for the answer to this one. */
  timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #lastFailure = 0;
  #connectedAt: number | undefined;

  constructor(occupant: Occupant) {
    this.occupant = occupant;
  }

  get id(): string {
    return this.occupant.nick;
  }

  /** Takes in sources that the client signals with a `source-add`. */
  addSources(added: readonly SignalledSource[]): void {
    const first = added.some(isVideo) && !this.sources.some(isVideo);
    this.settleTime = first ? SETTLE_FIRST_VIDEO_MS : SETTLE_MS;
    this.sources = mergeSources(this.sources, added);
  }

  newInvitation(): Invitation {
    this.invitation = {
      sessionId: randomBytes(8).toString("hex"),
      bridgeSessionId: randomBytes(12).toString("hex"),
    };
    return this.invitation;
  }

  /**
   * What others are shown of it.
   * @param allowedOnly leave out what it may not send: in a lecture, where that is nearly everything
   */
  shown(allowedOnly: boolean): ShownSource[] {
    if (this.phase !== "accepted") return [];
    return this.sources
      .filter(
        (source) =>
          !allowedOnly ||
          mayShow(source, this.announced.get(source.name), this.occupant.treatment.standing),
      )
      .map((source) => shownSource(source, this.occupant.jid))
      .filter((source) => source !== null);
  }

  /** What it announces as sent at this moment. */
  sending(): Set<ControlMediaKind> {
    const kinds = new Set<ControlMediaKind>();
    for (const [name, { muted, videoType }] of this.announced) {
      if (muted) continue;
      const known = this.sources.find((source) => source.name === name);
      if (/-a\d+$/.test(name)) kinds.add("audio");
      else kinds.add((videoType ?? known?.videoType) === "desktop" ? "desktop" : "video");
    }
    return kinds;
  }

  mediaSources(): Source[] {
    return this.sources.map((source) => mediaSource(source, this.announced.get(source.name)));
  }

  /** Sound and picture have come about. @param now milliseconds of a steady clock */
  connected(now: number): void {
    this.#connectedAt = now;
  }

  /**
   * Milliseconds to wait before the next invitation: none at first, doubling while it keeps failing.
   * Whoever changes networks again and again, as on a train, is not made to wait for that.
   */
  nextDelay(now: number): number {
    const stood = this.#connectedAt !== undefined && now - this.#connectedAt > STOOD_MS;
    this.#connectedAt = undefined;
    if (stood || now - this.#lastFailure > FORGIVE_AFTER_MS) this.#failures = 0;
    this.#lastFailure = now;
    this.#failures += 1;
    return this.#failures === 1 ? 0 : Math.min(500 * 2 ** (this.#failures - 2), LAST_DELAY_MS);
  }
}

function mayShow(
  source: SignalledSource,
  announced: AnnouncedSource | undefined,
  rights: ControlStanding,
): boolean {
  if (source.kind === "audio") return rights.audio;
  return (announced?.videoType ?? source.videoType) === "desktop" ? rights.desktop : rights.video;
}

function isVideo({ kind }: SignalledSource): boolean {
  return kind === "video";
}
