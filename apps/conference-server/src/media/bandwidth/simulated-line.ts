import { INITIAL_CONSTRAINTS } from "../colibri/constraints.ts";
import { encodeTransportCc } from "../rtcp/transport-cc.ts";
import { ALL_TEMPORAL } from "../rtp/codecs.ts";
import type { LayerOption } from "./allocate.ts";
import { Ladder } from "./ladder.ts";
import { WIRE_OVERHEAD } from "./wire.ts";

/** A line as it is at one moment. */
export interface LineState {
  /** Bit/s, headers of the network included. */
  readonly capacity: number;
  /** Bytes that pass at once after a pause: most providers' lines are limited by a bucket. */
  readonly bucket: number;
  /** Milliseconds one way, without the queue. */
  readonly delay: number;
  /** Milliseconds of packets that its queue holds; what comes then is lost. */
  readonly queue: number;
  /** Share of packets that are lost at random, 0–1. */
  readonly loss: number;
  /** Longest time for which the receiver, a busy computer, takes nothing in, ms; about twice a second. */
  readonly stall: number;
}

interface Passage {
  readonly sequence: number;
  readonly arrives: number | undefined;
}

/** Simulcast layers of the cameras of the simulation, as Chromium sends them. */
export const LAYERS = [
  { index: 0, height: 180, bitrate: 150_000 },
  { index: 1, height: 360, bitrate: 500_000 },
  { index: 2, height: 720, bitrate: 1_500_000 },
] as const;

const CAMERAS = 3;
const VOICE_BYTES = 100;
const VOICE_EVERY_MS = 20;
const VOICE_RESERVE = 57_600;
const FRAME_EVERY_MS = 33;
const PACKET_BYTES = 1100;
const PADDING_BYTES = 275;
/** A key picture is this much larger than the others, and comes so long after it was asked for. */
const KEY_SIZE = 5;
const KEY_AFTER_MS = 100;
const TICK_MS = 25;
const FEEDBACK_EVERY_MS = 100;
const STALL_EVERY_MS = 470;

/** Temporal layers as Chromium sends them, and how large a picture is compared with the average. */
const PATTERN = [
  { temporal: 0, weight: 1.6 },
  { temporal: 2, weight: 0.8 },
  { temporal: 1, weight: 0.8 },
  { temporal: 2, weight: 0.8 },
] as const;

/** What there is to choose from, with what it takes of the line. */
const OPTIONS: readonly LayerOption[] = LAYERS.flatMap(({ index, height, bitrate }) =>
  [0, 1, ALL_TEMPORAL].map((temporal) => {
    const bytes = PATTERN.filter((picture) => picture.temporal <= temporal).map(
      ({ weight }) => (weight * bitrate * FRAME_EVERY_MS) / 8000,
    );
    const wire = bytes.reduce(
      (sum, size) => sum + size + Math.ceil(size / PACKET_BYTES) * WIRE_OVERHEAD,
      0,
    );
    return { index, temporal, height, bitrate: (wire * 8000) / FRAME_EVERY_MS / PATTERN.length };
  }),
);

/** What one second of the simulation brought. */
export interface Second {
  readonly estimate: number;
  /** Layer of each camera at its end, −1 for none. */
  readonly layers: readonly number[];
  /** Highest temporal layer of each. */
  readonly limits: readonly number[];
  readonly soundSent: number;
  readonly soundLost: number;
  /** Longest wait of a packet of sound in the queue, ms. */
  readonly soundWait: number;
  /** Pictures that arrived whole, of all cameras. */
  readonly pictures: number;
  /** Bits of sound and pictures that arrived, headers of the network included. */
  readonly arrived: number;
  /** Changes of layer. */
  readonly changes: number;
}

/**
 * A receiver of three cameras and two voices behind a line with a queue, with the router's own
 * ladder: estimate, choice of layers and probes are the real ones, packets are not.
 */
export class SimulatedReceiver {
  readonly seconds: Second[] = [];
  readonly #ladder: Ladder;
  readonly #line: (ms: number) => LineState;
  readonly #voices: number;
  readonly #layers: number[] = Array.from({ length: CAMERAS }, () => -1);
  readonly #limits: number[] = Array.from({ length: CAMERAS }, () => ALL_TEMPORAL);
  readonly #aims: { layer: number; since: number }[] = this.#layers.map(() => ({
    layer: -1,
    since: 0,
  }));
  readonly #feedback: { readonly at: number; readonly body: Buffer }[] = [];
  #passages: Passage[] = [];
  #now = 0;
  #freeAt = 0;
  #stallBegins = 0;
  #stallEnds = 0;
  #random: number;
  #soundSent = 0;
  #soundLost = 0;
  #soundWait = 0;
  #changes = 0;
  #pictures = 0;
  #arrived = 0;

  /**
   * @param start bit/s assumed at first
   * @param seed of the losses
   * @param voices that are heard all the time
   */
  constructor(start: number, line: (ms: number) => LineState, seed = 1, voices = 2) {
    this.#voices = voices;
    this.#random = seed * 12_345;
    this.#ladder = new Ladder(start);
    this.#line = line;
  }

  run(seconds: number): readonly Second[] {
    this.#choose();
    const end = this.#now + seconds * 1000;
    while (this.#now < end) {
      this.#now += 1;
      this.#step();
    }
    return this.seconds;
  }

  #step(): void {
    const now = this.#now;
    if (now % VOICE_EVERY_MS === 0)
      for (let voice = 0; voice < this.#voices; voice += 1) this.#send(VOICE_BYTES, "sound");
    for (let camera = 0; camera < CAMERAS; camera += 1)
      if ((now + camera * 11) % FRAME_EVERY_MS === 0) this.#sendPicture(camera);
    while (this.#feedback[0] !== undefined && this.#feedback[0].at <= now)
      this.#ladder.estimator.feedback(this.#feedback.shift()?.body as Buffer, now);
    if (now % TICK_MS === 0) this.#tick();
    if (now % FEEDBACK_EVERY_MS === 0) this.#sendFeedback();
    if (now % 1000 === 0) this.#note();
  }

  #tick(): void {
    if (this.#now % 1000 === 0 || this.#ladder.needsChoice(this.#now)) this.#choose();
    for (let left = this.#ladder.paddingDue(this.#now); left > 0; left -= PADDING_BYTES)
      this.#send(PADDING_BYTES, "padding");
  }

  #choose(): void {
    const allocations = this.#ladder.choose(
      {
        candidates: this.#layers.map((current, index) => ({
          name: `${index}-v0`,
          endpoint: String(index),
          desktop: false,
          current: { layer: current, temporal: this.#limits[index] as number },
          layers: OPTIONS,
        })),
        constraints: { ...INITIAL_CONSTRAINTS, defaultHeight: 720 },
        speakers: ["0"],
        sound: this.#voices * VOICE_RESERVE,
        heightCap: Number.POSITIVE_INFINITY,
      },
      this.#now,
    );
    for (const { name, layer, temporal } of allocations) {
      const camera = Number.parseInt(name, 10);
      this.#limits[camera] = temporal;
      if (this.#aims[camera]?.layer === layer) continue;
      this.#aims[camera] = { layer, since: this.#now };
      if (layer < 0) this.#switch(camera, -1);
    }
  }

  #switch(camera: number, layer: number): void {
    if (this.#layers[camera] !== layer) this.#changes += 1;
    this.#layers[camera] = layer;
  }

  #sendPicture(camera: number): void {
    const aim = this.#aims[camera] as { layer: number; since: number };
    const key =
      aim.layer >= 0 && aim.layer !== this.#layers[camera] && this.#now - aim.since >= KEY_AFTER_MS;
    if (key) this.#switch(camera, aim.layer);
    const layer = LAYERS[this.#layers[camera] as number];
    if (layer === undefined) return;
    const frame = Math.floor(this.#now / FRAME_EVERY_MS) % PATTERN.length;
    const { temporal, weight } = PATTERN[frame] as (typeof PATTERN)[number];
    if (!key && temporal > (this.#limits[camera] as number)) return;
    const size = ((0.5 + this.#chance()) * weight * layer.bitrate * FRAME_EVERY_MS) / 8000;
    let whole = true;
    for (let left = key ? size * KEY_SIZE : size; left > 0; left -= PACKET_BYTES)
      whole = this.#send(Math.min(left, PACKET_BYTES)) && whole;
    if (whole) this.#pictures += 1;
  }

  /** @returns whether it arrives */
  #send(bytes: number, kind: "sound" | "picture" | "padding" = "picture"): boolean {
    const now = this.#now;
    const { capacity, bucket, delay, queue, loss, stall } = this.#line(now);
    const sequence = this.#ladder.estimator.nextSequence(bytes, now);
    const wait = Math.max(0, this.#freeAt - now);
    const lost = wait > queue || this.#chance() < loss;
    if (kind === "sound") {
      this.#soundSent += 1;
      if (wait > queue) this.#soundLost += 1;
      else this.#soundWait = Math.max(this.#soundWait, wait);
    }
    const wire = bytes + WIRE_OVERHEAD;
    if (!lost) {
      const full = (bucket * 8000) / capacity;
      this.#freeAt = Math.max(this.#freeAt, now - full) + (wire * 8000) / capacity;
      if (kind !== "padding") this.#arrived += wire * 8;
    }
    const leaves = Math.max(now, this.#freeAt);
    this.#passages.push({
      sequence,
      arrives: lost ? undefined : this.#takenIn(leaves + delay, stall),
    });
    return !lost;
  }

  #takenIn(arrival: number, stall: number): number {
    if (arrival > this.#stallBegins + STALL_EVERY_MS) {
      this.#stallBegins = arrival;
      this.#stallEnds = arrival + this.#chance() * stall;
    }
    return Math.max(arrival, this.#stallEnds);
  }

  #chance(): number {
    this.#random = (this.#random * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return (this.#random >> 8) / 0x7f_ffff;
  }

  /** Everything up to the newest packet that has arrived, as a browser reports it. */
  #sendFeedback(): void {
    const now = this.#now;
    const newest = this.#passages.findLastIndex(
      ({ arrives }) => arrives !== undefined && arrives <= now,
    );
    if (newest < 0) return;
    const reported = this.#passages.slice(0, newest + 1);
    this.#passages = this.#passages.slice(newest + 1);
    const packet = encodeTransportCc({
      mediaSsrc: 1,
      baseSequence: reported[0]?.sequence ?? 0,
      feedbackCount: 0,
      times: reported.map(({ arrives }) => arrives),
    });
    this.#feedback.push({ at: now + this.#line(now).delay, body: packet.subarray(12) });
  }

  #note(): void {
    this.seconds.push({
      estimate: this.#ladder.estimator.bitrate,
      layers: [...this.#layers],
      limits: [...this.#limits],
      soundSent: this.#soundSent,
      soundLost: this.#soundLost,
      soundWait: this.#soundWait,
      changes: this.#changes,
      pictures: this.#pictures,
      arrived: this.#arrived,
    });
    this.#pictures = 0;
    this.#arrived = 0;
    this.#soundSent = 0;
    this.#soundLost = 0;
    this.#soundWait = 0;
    this.#changes = 0;
  }
}
