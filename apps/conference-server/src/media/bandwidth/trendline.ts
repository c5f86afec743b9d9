const WINDOW = 20;
const SMOOTHING = 0.9;
const GAIN = 4;
const MAX_DELTAS = 60;
const BURST_MS = 5;
const OVERUSE_MS = 10;
const THRESHOLD_START = 12.5;
const THRESHOLD_MIN = 6;
const THRESHOLD_MAX = 600;
const K_UP = 0.0087;
const K_DOWN = 0.039;

export type Usage = "normal" | "overuse" | "underuse";

/**
 * Tells from sending and arrival times whether a queue grows on the way: the trend-line filter of
 * Google's congestion control (draft-ietf-rmcat-gcc-02, as in libwebrtc), over groups of packets
 * that were sent together.
 */
export class TrendlineDetector {
  usage: Usage = "normal";
  #groupSend = -1;
  #groupLastSend = 0;
  #groupArrival = 0;
  #previousSend = -1;
  #previousArrival = 0;
  #accumulated = 0;
  #smoothed = 0;
  #deltas = 0;
  #firstArrival = -1;
  #points: { x: number; y: number }[] = [];
  #threshold = THRESHOLD_START;
  #updatedAt = -1;
  #overusingFor = -1;
  #overuses = 0;
  #previousTrend = 0;

  /** One received packet, in sending order; both times in ms, of clocks that need not agree. */
  add(sent: number, arrived: number): void {
    if (this.#groupSend < 0) {
      this.#begin(sent, arrived);
      return;
    }
    if (sent < this.#groupSend) return;
    if (sent - this.#groupSend <= BURST_MS) {
      this.#groupLastSend = sent;
      this.#groupArrival = Math.max(this.#groupArrival, arrived);
      return;
    }
    if (this.#previousSend >= 0) {
      const sendDelta = this.#groupLastSend - this.#previousSend;
      const arrivalDelta = this.#groupArrival - this.#previousArrival;
      if (arrivalDelta > 3000 || arrivalDelta < -100) {
        this.reset();
        this.#begin(sent, arrived);
        return;
      }
      this.#update(sendDelta, arrivalDelta, this.#groupArrival);
    }
    this.#previousSend = this.#groupLastSend;
    this.#previousArrival = this.#groupArrival;
    this.#begin(sent, arrived);
  }

  /** Forgets everything, after a pause for example. */
  reset(): void {
    this.#groupSend = -1;
    this.#previousSend = -1;
    this.#accumulated = 0;
    this.#smoothed = 0;
    this.#deltas = 0;
    this.#firstArrival = -1;
    this.#points = [];
    this.usage = "normal";
    this.#overusingFor = -1;
    this.#overuses = 0;
    this.#previousTrend = 0;
  }

  #begin(sent: number, arrived: number): void {
    this.#groupSend = sent;
    this.#groupLastSend = sent;
    this.#groupArrival = arrived;
  }

  #update(sendDelta: number, arrivalDelta: number, arrival: number): void {
    this.#deltas += 1;
    if (this.#firstArrival < 0) this.#firstArrival = arrival;
    this.#accumulated += arrivalDelta - sendDelta;
    this.#smoothed = SMOOTHING * this.#smoothed + (1 - SMOOTHING) * this.#accumulated;
    this.#points.push({ x: arrival - this.#firstArrival, y: this.#smoothed });
    if (this.#points.length > WINDOW) this.#points.shift();
    const trend = this.#points.length === WINDOW ? slope(this.#points) : 0;
    this.#detect(trend, sendDelta, arrival);
  }

  #detect(trend: number, sendDelta: number, now: number): void {
    const modified = Math.min(this.#deltas, MAX_DELTAS) * trend * GAIN;
    if (modified > this.#threshold) {
      this.#overusingFor = this.#overusingFor < 0 ? sendDelta / 2 : this.#overusingFor + sendDelta;
      this.#overuses += 1;
      if (this.#overusingFor > OVERUSE_MS && this.#overuses > 1 && trend >= this.#previousTrend) {
        this.#overusingFor = 0;
        this.#overuses = 0;
        this.usage = "overuse";
      }
    } else {
      this.#overusingFor = -1;
      this.#overuses = 0;
      this.usage = modified < -this.#threshold ? "underuse" : "normal";
    }
    this.#previousTrend = trend;
    this.#adapt(modified, now);
  }

  #adapt(modified: number, now: number): void {
    if (this.#updatedAt < 0) this.#updatedAt = now;
    const magnitude = Math.abs(modified);
    if (magnitude <= this.#threshold + 15) {
      const k = magnitude < this.#threshold ? K_DOWN : K_UP;
      const elapsed = Math.min(100, now - this.#updatedAt);
      this.#threshold += k * (magnitude - this.#threshold) * elapsed;
      this.#threshold = Math.max(THRESHOLD_MIN, Math.min(THRESHOLD_MAX, this.#threshold));
    }
    this.#updatedAt = now;
  }
}

function slope(points: readonly { x: number; y: number }[]): number {
  let sumX = 0;
  let sumY = 0;
  for (const point of points) {
    sumX += point.x;
    sumY += point.y;
  }
  const meanX = sumX / points.length;
  const meanY = sumY / points.length;
  let numerator = 0;
  let denominator = 0;
  for (const point of points) {
    numerator += (point.x - meanX) * (point.y - meanY);
    denominator += (point.x - meanX) ** 2;
  }
  return denominator === 0 ? 0 : numerator / denominator;
}
