/** A tick is so late only when timers do not come at all. */
const OVERDUE_MS = 35;

/** With fewer in a row something else has held the process up, and no packets. */
const FLOOD_TICKS = 3;

export interface Tick {
  /** How much later it comes than planned. */
  readonly lateMs: number;
  /** For so long packets have come without a pause, so that no timer came; 0 when there was one. */
  readonly floodedMs: number;
  /** Milliseconds of a steady clock. */
  readonly now: number;
}

/**
 * The router's clock. Where more packets come than there is time for, the library hands them over by
 * the thousand without letting timers run for seconds: then the packets themselves drive it, so that
 * feedback, choice of layers and the shedding of load go on just when they are needed most.
 */
export class Clock {
  readonly #periodMs: number;
  readonly #onTick: (tick: Tick) => void;
  #plannedAt: number;
  #timerAt: number;
  #byPackets = 0;

  /** @param now milliseconds of a steady clock, as everywhere here */
  constructor(periodMs: number, now: number, onTick: (tick: Tick) => void) {
    this.#periodMs = periodMs;
    this.#onTick = onTick;
    this.#plannedAt = now + periodMs;
    this.#timerAt = now;
  }

  /** The timer has come. */
  timer(now: number): void {
    this.#timerAt = now;
    this.#byPackets = 0;
    // Packets have just driven it.
    if (now < this.#plannedAt - this.#periodMs / 2) return;
    this.#tick(now);
  }

  /** A packet has come. */
  packet(now: number): void {
    if (now - this.#plannedAt <= OVERDUE_MS) return;
    this.#byPackets += 1;
    this.#tick(now);
  }

  #tick(now: number): void {
    const lateMs = now - this.#plannedAt;
    this.#plannedAt = now + this.#periodMs;
    const floodedMs = this.#byPackets >= FLOOD_TICKS ? now - this.#timerAt : 0;
    this.#onTick({ lateMs, floodedMs, now });
  }
}
