import { INITIAL_CONSTRAINTS } from "../colibri/constraints.ts";
import { encodeTransportCc } from "../rtcp/transport-cc.ts";
import { Ladder } from "./ladder.ts";

/** A line as it is at one moment. */
export interface LineState {
  /** Bit/s. */
  readonly capacity: number;
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
const VOICES = 2;
const VOICE_BYTES = 120;
const VOICE_EVERY_MS = 20;
const SOUND_RESERVE = VOICES * 40_000;
const FRAME_EVERY_MS = 33;
const PACKET_BYTES = 1100;
const PADDING_BYTES = 275;
/** A key picture is this much larger than the others, and comes so long after it was asked for. */
const KEY_SIZE = 5;
const KEY_AFTER_MS = 100;
const TICK_MS = 25;
const FEEDBACK_EVERY_MS = 100;
const STALL_EVERY_MS = 470;

/** What one second of the simulation brought. */
export interface Second {
  readonly estimate: number;
  /** Layer of each camera at its end, −1 for none. */
  readonly layers: readonly number[];
  readonly soundSent: number;
  readonly soundLost: number;
  /** Longest wait of a packet of sound in the queue, ms. */
  readonly soundWait: number;
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
  readonly #layers: number[] = Array.from({ length: CAMERAS }, () => -1);
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

  /**
   * @param start bit/s assumed at first
   * @param seed of the losses
   */
  constructor(start: number, line: (ms: number) => LineState, seed = 1) {
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
      for (let voice = 0; voice < VOICES; voice += 1) this.#send(VOICE_BYTES, true);
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
      this.#send(PADDING_BYTES, false);
  }

  #choose(): void {
    const allocations = this.#ladder.choose(
      {
        candidates: this.#layers.map((current, index) => ({
          name: `${index}-v0`,
          endpoint: String(index),
          desktop: false,
          current,
          layers: LAYERS,
        })),
        constraints: { ...INITIAL_CONSTRAINTS, defaultHeight: 720 },
        speakers: ["0"],
        sound: SOUND_RESERVE,
        heightCap: Number.POSITIVE_INFINITY,
      },
      this.#now,
    );
    for (const { name, layer } of allocations) {
      const camera = Number.parseInt(name, 10);
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
    const size = (layer.bitrate * FRAME_EVERY_MS) / 8000;
    for (let left = key ? size * KEY_SIZE : size; left > 0; left -= PACKET_BYTES)
      this.#send(Math.min(left, PACKET_BYTES), false);
  }

  #send(bytes: number, sound: boolean): void {
    const now = this.#now;
    const { capacity, delay, queue, loss, stall } = this.#line(now);
    const sequence = this.#ladder.estimator.nextSequence(bytes, now);
    const wait = Math.max(0, this.#freeAt - now);
    const lost = wait > queue || this.#chance() < loss;
    if (sound) {
      this.#soundSent += 1;
      if (wait > queue) this.#soundLost += 1;
      else this.#soundWait = Math.max(this.#soundWait, wait);
    }
    if (!lost) this.#freeAt = Math.max(this.#freeAt, now) + (bytes * 8000) / capacity;
    this.#passages.push({
      sequence,
      arrives: lost ? undefined : this.#takenIn(this.#freeAt + delay, stall),
    });
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
      soundSent: this.#soundSent,
      soundLost: this.#soundLost,
      soundWait: this.#soundWait,
      changes: this.#changes,
    });
    this.#soundSent = 0;
    this.#soundLost = 0;
    this.#soundWait = 0;
    this.#changes = 0;
  }
}
