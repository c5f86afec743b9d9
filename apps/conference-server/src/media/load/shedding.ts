import type { Tick } from "./clock.ts";

/** 0: nothing is dropped; 1: pictures up to 360 lines; 2: up to 180; 3: no camera at all. */
export type SheddingLevel = 0 | 1 | 2 | 3;

/** Packets that waited this long, in ms, lead to levels 1, 2 and 3. */
const RAISE_MS = [80, 200, 500] as const;
/** A router whose own clock ticks in time has no queue of its own, whatever the packets say. */
const LATE_MS = 30;
/** Bytes in the socket that are more than what comes between two looks of a receiving thread. */
const SOCKET_BYTES = 64 * 1024;
/**
 * After so long without a pause what still waits is left out, sound too, so that what follows comes in
 * time: each voice would else be sent on by the thousand packets, all of them too late.
 */
const FLUSH_MS = 1000;
/** What is judged at once. */
const WINDOW_MS = 500;
/** So long must be calm before one level is taken back. */
const RECOVERY_MS = 5000;
/** What was too much so soon after a level was taken back would be too much again. */
const RELAPSE_MS = 10_000;
const LONGEST_RECOVERY_MS = 80_000;

/**
 * Finds out whether packets wait in the library's queue towards JavaScript, which has no limit and
 * cannot be looked at, or before it. The plain sign: packets have come without a pause for so long
 * that no timer came. Short of that two signs must come together: every packet, whoever sent it,
 * comes later than its timestamp says (one sender's bad line is not the router's fault), and the
 * router is behind: its own clock ticks late, or its socket is full (a sender with a jumping clock
 * does neither).
 */
export class LoadShedder {
  #level: SheddingLevel = 0;
  #calmSince = 0;
  #loweredAt = Number.NEGATIVE_INFINITY;
  #recovery = RECOVERY_MS;
  #late = 0;
  #windowEnds = 0;
  #leastLag = Number.POSITIVE_INFINITY;
  #socketFull = false;
  #flooded = 0;
  #flushing = false;

  get level(): SheddingLevel {
    return this.#level;
  }

  /** Pixels that cameras may have at the present level. */
  get heightCap(): number {
    return [Number.POSITIVE_INFINITY, 360, 180, 0][this.#level] as number;
  }

  /** Whether what comes now has waited for too long for anybody to hear it. */
  get flushing(): boolean {
    return this.#flushing;
  }

  /** Notes a packet. @param ms how much later it came than the quickest of its stream */
  noteLag(ms: number): void {
    if (ms < this.#leastLag) this.#leastLag = ms;
  }

  /** Notes what waits in the socket. @param bytes as the kernel counts them */
  noteSocket(bytes: number): void {
    if (bytes > SOCKET_BYTES) this.#socketFull = true;
  }

  /** Notes a tick of the router's clock. @returns true when the level changed */
  tick({ lateMs, floodedMs, now }: Tick): boolean {
    this.#late = this.#late * 0.8 + Math.max(0, lateMs) * 0.2;
    this.#flushing = floodedMs > FLUSH_MS;
    this.#flooded = Math.max(this.#flooded, floodedMs);
    if (now < this.#windowEnds) return false;
    const isBehind = this.#late > LATE_MS || this.#socketFull;
    const lag = Number.isFinite(this.#leastLag) && isBehind ? this.#leastLag : 0;
    const waiting = Math.max(lag, this.#flooded);
    this.#windowEnds = now + WINDOW_MS;
    this.#leastLag = Number.POSITIVE_INFINITY;
    this.#flooded = 0;
    this.#socketFull = false;
    return this.#judge(waiting, now);
  }

  #judge(waiting: number, now: number): boolean {
    const before = this.#level;
    let wanted: SheddingLevel = 0;
    for (const [index, limit] of RAISE_MS.entries())
      if (waiting > limit) wanted = (index + 1) as SheddingLevel;
    if (wanted >= before) {
      if (wanted > before) this.#noteRelapse(now);
      this.#level = wanted;
      this.#calmSince = now;
    } else if (now - this.#calmSince > this.#recovery) {
      this.#level = (before - 1) as SheddingLevel;
      this.#calmSince = now;
      this.#loweredAt = now;
    }
    return this.#level !== before;
  }

  #noteRelapse(now: number): void {
    const relapsed = now - this.#loweredAt < RELAPSE_MS;
    if (relapsed) this.#recovery = Math.min(this.#recovery * 2, LONGEST_RECOVERY_MS);
    else if (this.#level === 0) this.#recovery = RECOVERY_MS;
  }
}
