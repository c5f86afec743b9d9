import type { DownlinkEstimator } from "./bandwidth/estimator.ts";
import { Ladder } from "./bandwidth/ladder.ts";
import { INITIAL_CONSTRAINTS, type ReceiverConstraints } from "./colibri/constraints.ts";
import type { Counters } from "./counters.ts";
import { Peer, PeerIdentity, type PeerListener } from "./peer/peer.ts";
import type { MediaOptions, RemoteTransport, SendRights } from "./protocol.ts";
import type { RelayedDoor } from "./relayed/relayed-door.ts";
import { TransportCcRecorder } from "./rtcp/transport-cc.ts";
import { writeUint16 } from "./rtp/packet.ts";
import type { Downstream, Incoming } from "./streams.ts";

/** Sound and a small picture or two; the first probe shows within a second what else fits. */
const DEFAULT_START_BITRATE = 300_000;
const UNMEASURED_ROUND_TRIP_MS = 100;

/** Milliseconds for which the library may send past the door before it has to begin anew. */
const ASTRAY_MS = 150;

const EVERY_RIGHT: SendRights = { audio: true, video: true, desktop: true };

/** One participant of a conference: its connection, what it sends and what it gets. */
export class Endpoint {
  readonly id: string;
  readonly identity = new PeerIdentity();
  readonly recorder = new TransportCcRecorder();
  readonly ladder: Ladder;
  /** What it sends, by SSRC. Anything else is ignored. */
  readonly incoming = new Map<number, Incoming>();
  /** What it may get, by the SSRC that it sees. */
  readonly downstreams = new Map<number, Downstream>();
  constraints: ReceiverConstraints = INITIAL_CONSTRAINTS;
  /** What it may send. */
  rights: SendRights = EVERY_RIGHT;
  channelOpen = false;
  /** Knows source names (else a client of before 2022 without them). */
  sourceNames = true;
  /** Names last told by ForwardedSources, joined; undefined before the first. */
  toldForwarded: string | undefined;
  lastPacketAt = Number.NEGATIVE_INFINITY;
  /** As the others were told. */
  active = true;
  failed = false;
  roundTripMs = UNMEASURED_ROUND_TRIP_MS;
  allocationDue = true;
  /** When the last sender report went out, by the middle bits of its time. */
  readonly reportsSent = new Map<number, number>();
  readonly #options: MediaOptions;
  readonly #counters: Counters;
  readonly #outgoingLoss: number;
  #peer: Peer | undefined;
  #connectAnew: (() => void) | undefined;
  #astraySince: number | undefined;

  constructor(id: string, options: MediaOptions, counters: Counters) {
    this.id = id;
    this.#options = options;
    this.#counters = counters;
    this.#outgoingLoss = options.testLoss?.outgoing ?? 0;
    this.ladder = new Ladder(options.startBitrate ?? DEFAULT_START_BITRATE);
  }

  /** What its downlink is thought to carry. */
  get estimator(): DownlinkEstimator {
    return this.ladder.estimator;
  }

  get accepted(): boolean {
    return this.#peer !== undefined;
  }

  /** Can packets be sent to it? */
  get connected(): boolean {
    return this.#peer?.open === true;
  }

  /** Connects to the client; a second call replaces the connection. @throws Error from the library */
  connect(name: string, remote: RemoteTransport, listener: PeerListener): void {
    this.#peer?.close();
    this.#peer = new Peer(name, this.identity, remote, this.#options, listener);
    this.#connectAnew = () => this.connect(name, remote, listener);
  }

  /**
   * A browser that comes in by the door for relays may have been heard at the other port first. Then
   * the library sends there, where nobody listens for long; begun anew, it hears the door alone.
   * @param now milliseconds of a steady clock
   * @returns whether it is too late for that, since keys are agreed on: it has to be invited again
   * @throws Error from the library
   */
  bringBack(door: RelayedDoor, now: number): boolean {
    const port = door.knows(this.identity) ? this.#peer?.remotePort : undefined;
    if (port === undefined || !door.isPassedBy(this.identity, port)) {
      this.#astraySince = undefined;
      return false;
    }
    this.#astraySince ??= now;
    if (now - this.#astraySince < ASTRAY_MS) return false;
    this.#astraySince = undefined;
    if (this.connected) return true;
    this.#connectAnew?.();
    return false;
  }

  /**
   * Sends a media packet, numbered for the bandwidth estimate.
   *
   * @param transportCcOffset where the transport-wide number is written, −1 for nowhere
   * @param now milliseconds of a steady clock
   */
  sendMedia(packet: Buffer, transportCcOffset: number, now: number): void {
    if (transportCcOffset >= 0)
      writeUint16(packet, transportCcOffset, this.estimator.nextSequence(packet.length, now));
    if (this.#outgoingLoss > 0 && Math.random() < this.#outgoingLoss) return;
    this.#send(packet);
  }

  /** Sends RTCP. */
  sendControl(packet: Buffer): void {
    this.#send(packet);
  }

  #send(packet: Buffer): void {
    if (this.#peer?.send(packet) === true) {
      this.#counters.packetsOut += 1;
      this.#counters.bytesOut += packet.length;
    } else this.#counters.sendFailures += 1;
  }

  close(): void {
    this.#peer?.close();
    this.#peer = undefined;
  }
}
