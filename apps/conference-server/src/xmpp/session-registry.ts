import { randomBytes, randomUUID } from "node:crypto";
import type { Identity } from "../tokens/token-verifier.ts";
import { Session, type SessionEnd, type SessionObserver, type Transport } from "./session.ts";

/** All bound sessions of the server, by address and by resumption id. */
export class SessionRegistry implements SessionObserver {
  readonly #domain: string;
  readonly #observer: SessionObserver;
  readonly #byJid = new Map<string, Session>();
  readonly #byResumptionId = new Map<string, Session>();

  constructor(domain: string, observer: SessionObserver) {
    this.#domain = domain;
    this.#observer = observer;
  }

  /** Binds a new session under an address of the server's making. */
  bind(identity: Identity, transport: Transport): Session {
    // The library takes the first eight characters of the node as its endpoint id.
    const jid = `${randomUUID()}@${this.#domain}/${randomBytes(9).toString("base64url")}`;
    const resumptionId = randomBytes(18).toString("hex");
    const session = new Session({ jid, identity, resumptionId, transport, observer: this });
    this.#byJid.set(jid, session);
    this.#byResumptionId.set(resumptionId, session);
    return session;
  }

  get(jid: string): Session | undefined {
    return this.#byJid.get(jid);
  }

  /** The session that `previd` names, if it can still be resumed. */
  resumable(resumptionId: string): Session | undefined {
    const session = this.#byResumptionId.get(resumptionId);
    return session?.resumable === true ? session : undefined;
  }

  get size(): number {
    return this.#byJid.size;
  }

  endAll(why: SessionEnd): void {
    for (const session of this.#byJid.values()) session.end(why);
  }

  ended(session: Session, why: SessionEnd): void {
    this.#byJid.delete(session.jid);
    this.#byResumptionId.delete(session.resumptionId);
    this.#observer.ended(session, why);
  }

  resumed(session: Session): void {
    this.#observer.resumed(session);
  }
}
