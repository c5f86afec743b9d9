import type { Element } from "../xml/build.ts";
import type { Identity } from "../tokens/token-verifier.ts";
import { StreamManagement, StreamManagementError } from "./stream-management.ts";
import { NS } from "./namespaces.ts";

/** The way to one client: what a session needs of a socket. */
export interface Transport {
  send(text: string): void;
  /** Ends the stream with an XMPP stream error and closes the socket. */
  fail(condition: string, text?: string): void;
}

/** Why a session is over; clients that asked for it need not be told. */
export type SessionEnd = "closed" | "timed-out" | "removed" | "overflow" | "shutdown";

export interface SessionObserver {
  ended(session: Session, why: SessionEnd): void;
  resumed(session: Session): void;
}

/** Seconds for which a session without socket can be resumed. */
export const RESUME_WINDOW_SECONDS = 60;

/**
 * One bound XMPP client. It outlives its socket by the resume window: meanwhile its stanzas are
 * queued and its media goes on.
 */
export class Session {
  readonly jid: string;
  readonly identity: Identity;
  /** Id by which the client resumes; also the proof that it may. */
  readonly resumptionId: string;
  readonly #observer: SessionObserver;
  #transport: Transport | null;
  #management: StreamManagement | null = null;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(options: {
    readonly jid: string;
    readonly identity: Identity;
    readonly resumptionId: string;
    readonly transport: Transport;
    readonly observer: SessionObserver;
  }) {
    this.jid = options.jid;
    this.identity = options.identity;
    this.resumptionId = options.resumptionId;
    this.#transport = options.transport;
    this.#observer = options.observer;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Whether a socket is there at this moment. */
  get attached(): boolean {
    return this.#transport !== null;
  }

  get resumable(): boolean {
    return this.#management !== null && !this.#ended;
  }

  /** Stanzas handled so far, the `h` for the client. */
  get handled(): number {
    return this.#management?.received ?? 0;
  }

  enableManagement(): void {
    this.#management ??= new StreamManagement();
  }

  countReceived(): void {
    this.#management?.countReceived();
  }

  acknowledge(handled: number): void {
    this.#guard(() => this.#management?.acknowledge(handled));
  }

  /** Sends a stanza, or queues it for the resume. Nothing happens after the end. */
  send(stanza: Element | string): void {
    if (this.#ended) return;
    const text = typeof stanza === "string" ? stanza : stanza.toString();
    let askForAcknowledgement = false;
    this.#guard(() => {
      askForAcknowledgement = this.#management?.countSent(text) ?? false;
    });
    this.#transport?.send(text);
    if (askForAcknowledgement) this.#transport?.send(`<r xmlns="${NS.sm}"/>`);
  }

  /** The socket is gone. Without stream management that is the end, with it the clock starts. */
  detach(transport: Transport): void {
    if (this.#ended || this.#transport !== transport) return;
    this.#transport = null;
    if (this.#management === null) {
      this.end("closed");
      return;
    }
    this.#timer = setTimeout(() => {
      this.end("timed-out");
    }, RESUME_WINDOW_SECONDS * 1_000);
  }

  /**
   * Takes over a new socket after a resume. The caller has checked that it is the same person.
   * @param handled the client's `h`
   */
  resume(transport: Transport, handled: number): void {
    const management = this.#management;
    if (management === null || this.#ended) return;
    management.acknowledge(handled);
    clearTimeout(this.#timer);
    const old = this.#transport;
    this.#transport = transport;
    old?.fail("conflict", "resumed elsewhere");
    transport.send(
      `<resumed xmlns="${NS.sm}" previd="${this.resumptionId}" h="${management.received}"/>`,
    );
    for (const stanza of management.unacknowledged()) transport.send(stanza);
    transport.send(`<r xmlns="${NS.sm}"/>`);
    this.#observer.resumed(this);
  }

  /** Ends the session for good; everything that hangs on it leaves. */
  end(why: SessionEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    const transport = this.#transport;
    this.#transport = null;
    this.#observer.ended(this, why);
    if (why === "overflow") transport?.fail("resource-constraint");
    if (why === "removed") transport?.fail("policy-violation", "removed");
    if (why === "shutdown") transport?.fail("system-shutdown");
  }

  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof StreamManagementError)) throw error;
      this.end("overflow");
    }
  }
}
