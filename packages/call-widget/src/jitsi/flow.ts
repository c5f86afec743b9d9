/** Milliseconds between two questions to the browser for its counts. */
const ASK_EVERY = 1_000;
/** Packets sent that a bridge acknowledges for certain. */
const SPOKEN = 5;

/** What a connection of sound and picture has counted so far. */
export interface FlowCounts {
  readonly received: number;
  readonly sent: number;
  /** Checks of the way (STUN) that were sent, and that were answered. */
  readonly checks: number;
  readonly answers: number;
}

/**
 * Whether nothing comes from the other side that would have to. Browsers say so only after five
 * unanswered checks, six seconds later.
 * @param since what was counted when nothing came any more
 */
export function isDead(since: FlowCounts, now: FlowCounts): boolean {
  if (now.received > since.received || now.answers > since.answers) return false;
  const unanswered = now.checks - since.checks;
  // One may be on its way, unless what was sent meanwhile was not acknowledged either.
  return unanswered > 1 || (unanswered === 1 && now.sent - since.sent >= SPOKEN);
}

/** Watches one connection after the other for packets that no longer come. */
export class Flow {
  private connection: RTCPeerConnection | undefined;
  private heard = 0;
  /** What was counted when something came for the last time. */
  private last: FlowCounts | undefined;
  private askedAt = 0;
  private dead = false;

  /**
   * Looks at a connection; cheap while sound or picture comes.
   * @param now milliseconds
   * @returns whether the way is dead
   */
  async look(connection: RTCPeerConnection, now: number): Promise<boolean> {
    const heard = lastHeard(connection);
    if (connection !== this.connection || heard !== this.heard) {
      this.connection = connection;
      this.heard = heard;
      this.last = undefined;
      this.dead = false;
      return false;
    }
    if (this.last && now - this.askedAt < ASK_EVERY) return this.dead;
    this.askedAt = now;
    const counts = countsOf(await connection.getStats());
    if (connection !== this.connection) return false;
    const { last } = this;
    if (!last || counts.received > last.received || counts.answers > last.answers) {
      this.last = counts;
      this.dead = false;
    } else this.dead = isDead(last, counts);
    return this.dead;
  }
}

/** Changes whenever a packet with sound or picture was used. */
function lastHeard(connection: RTCPeerConnection): number {
  let sum = 0;
  for (const receiver of connection.getReceivers()) {
    for (const { timestamp } of receiver.getSynchronizationSources()) sum += timestamp;
  }
  return sum;
}

function countsOf(report: RTCStatsReport): FlowCounts {
  let received = 0;
  let sent = 0;
  let checks = 0;
  let answers = 0;
  for (const entry of report.values() as Iterable<RTCStats>) {
    if (entry.type === "transport") {
      received += count(entry, "packetsReceived");
      sent += count(entry, "packetsSent");
    } else if (entry.type === "candidate-pair") {
      checks += count(entry, "requestsSent") + count(entry, "consentRequestsSent");
      answers += count(entry, "responsesReceived");
    }
  }
  return { received, sent, checks, answers };
}

function count(entry: object, name: string): number {
  const value: unknown = Reflect.get(entry, name);
  return typeof value === "number" ? value : 0;
}
