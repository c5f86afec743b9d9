/** How the library speaks XMPP. */
export type ServiceTransport = "websocket" | "bosh";

/** Tries over a WebSocket, none of which came through, before one over HTTP. */
const TRIES = 2;

/**
 * Decides over several tries to connect: a network that lets no WebSocket through gets HTTP (BOSH)
 * after two of them, one that lets nothing through gets both in turn, and what worked stays.
 */
export class ServiceChoice {
  private failures = 0;
  private proven: ServiceTransport | undefined;

  /** @param hasBosh whether the service can be reached over HTTP at all */
  next(hasBosh: boolean): ServiceTransport {
    if (!hasBosh) return "websocket";
    if (this.proven !== undefined) return this.proven;
    return this.failures % (TRIES + 1) === TRIES ? "bosh" : "websocket";
  }

  opened(transport: ServiceTransport): void {
    this.failures = 0;
    this.proven = transport;
  }

  failed(): void {
    this.proven = undefined;
    this.failures += 1;
  }
}
