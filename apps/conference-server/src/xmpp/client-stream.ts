import type { RawData, WebSocket } from "ws";
import type { Logger } from "pino";
import { randomUUID } from "node:crypto";
import type { Identity, TokenProblem, TokenResult } from "../tokens/token-verifier.ts";
import { el, type Element } from "../xml/build.ts";
import { parseElement, XmlError } from "../xml/parse.ts";
import { NS } from "./namespaces.ts";
import { RESUME_WINDOW_SECONDS, type Session, type Transport } from "./session.ts";
import type { SessionRegistry } from "./session-registry.ts";
import { resultReply } from "./stanza-errors.ts";
import { TokenBucket } from "./token-bucket.ts";
import { StreamManagementError } from "./stream-management.ts";

/** What a stream needs of the server around it. */
export interface StreamContext {
  readonly domain: string;
  readonly sessions: SessionRegistry;
  readonly logger: Logger;
  authenticate(resumable: Session | undefined): Promise<TokenResult>;
  route(session: Session, stanza: Element): void;
}

const AUTHENTICATION_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 20_000;
/** Bytes that may wait in a socket whose reader is too slow. */
const MAX_BUFFERED = 8_000_000;
const STANZAS_PER_SECOND = 40;
const STANZA_BURST = 300;
/** Presence and messages, which go to everybody in the room. */
const BROADCASTS_PER_SECOND = 10;
const BROADCAST_BURST = 100;
const CHARACTERS_PER_SECOND = 200_000;
const CHARACTER_BURST = 1_000_000;

const PROBLEM_TEXTS: Record<TokenProblem, string> = {
  "token-missing": "token-missing",
  "token-expired": "token-expired",
  "token-invalid": "token-invalid",
  "token-wrong-room": "token-wrong-room",
  "token-revoked": "token-revoked",
};

type State = "opening" | "authenticating" | "verifying" | "authenticated" | "bound" | "closed";

/**
 * One WebSocket with XMPP on it (RFC 7395): framing, SASL ANONYMOUS with the token of the URL,
 * binding or resuming, then stanzas. Frames are handled strictly one after the other.
 */
export class ClientStream implements Transport {
  readonly #socket: WebSocket;
  readonly #context: StreamContext;
  readonly #previousId: string | null;
  readonly #stanzas = new TokenBucket(STANZAS_PER_SECOND, STANZA_BURST, performance.now());
  readonly #characters = new TokenBucket(CHARACTERS_PER_SECOND, CHARACTER_BURST, performance.now());
  readonly #broadcasts = new TokenBucket(BROADCASTS_PER_SECOND, BROADCAST_BURST, performance.now());
  #state: State = "opening";
  #identity: Identity | null = null;
  #session: Session | null = null;
  /** The token is past its time: nothing but the resume of its session is allowed. */
  #resumeOnly = false;
  #alive = true;
  #authenticationTimer: NodeJS.Timeout | undefined;
  readonly #keepAliveTimer: NodeJS.Timeout;

  /** @param previousId `previd` of the URL: the library adds it when it tries to resume */
  constructor(socket: WebSocket, context: StreamContext, previousId: string | null) {
    this.#socket = socket;
    this.#context = context;
    this.#previousId = previousId;
    this.#authenticationTimer = setTimeout(() => {
      this.fail("connection-timeout");
    }, AUTHENTICATION_TIMEOUT_MS);
    this.#keepAliveTimer = setInterval(() => {
      this.#checkAlive();
    }, KEEP_ALIVE_MS);
    socket.on("message", (data: RawData, isBinary: boolean) => {
      this.#alive = true;
      if (isBinary) this.fail("unsupported-encoding");
      else this.#receive(textOf(data));
    });
    socket.on("pong", () => {
      this.#alive = true;
    });
    socket.on("close", () => {
      this.#closed();
    });
    socket.on("error", () => {
      // "close" follows and does the work.
    });
  }

  send(text: string): void {
    if (this.#state === "closed" || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > MAX_BUFFERED) {
      // It may resume when it reads again; what it missed is in the queue.
      this.#context.logger.warn("signalling socket cut: reader too slow");
      this.#socket.terminate();
      return;
    }
    this.#socket.send(text);
  }

  fail(condition: string, text?: string): void {
    if (this.#state === "closed") return;
    this.send(
      el(
        "stream:error",
        { "xmlns:stream": NS.streams },
        el(condition, { xmlns: NS.streamErrors }),
        text === undefined ? undefined : el("text", { xmlns: NS.streamErrors }, text),
      ).toString(),
    );
    this.#closeGracefully();
  }

  #receive(text: string): void {
    if (this.#state === "closed") return;
    const now = performance.now();
    if (!this.#stanzas.take(1, now) || !this.#characters.take(text.length, now)) {
      this.#context.logger.warn("signalling socket cut: too many stanzas");
      this.#abort("policy-violation", "too fast");
      return;
    }
    // Whitespace keeps a connection alive.
    if (text.trim() === "") return;
    try {
      this.#handle(parseElement(text));
    } catch (error) {
      if (error instanceof XmlError) {
        this.#context.logger.warn({ condition: error.condition }, "stanza refused");
        this.#abort(error.condition);
      } else {
        this.#context.logger.error({ err: error }, "stanza failed");
        this.#abort("internal-server-error");
      }
    }
  }

  #handle(element: Element): void {
    const ns = element.getNS();
    if (ns === NS.framing) {
      if (element.name === "open") this.#open(element);
      else if (element.name === "close") this.#close();
      else this.#abort("bad-format");
      return;
    }
    switch (this.#state) {
      case "opening":
      case "verifying":
        this.#abort("bad-format");
        return;
      case "authenticating":
        if (ns === NS.sasl && element.name === "auth") this.#authenticate(element);
        else this.#abort("not-authorized");
        return;
      case "authenticated":
        this.#handleBeforeBind(element, ns);
        return;
      case "bound":
        this.#handleBound(element, ns);
        return;
      case "closed":
        return;
    }
  }

  #open(element: Element): void {
    if (element.attrs["to"]?.toLowerCase() !== this.#context.domain) {
      this.#abort("host-unknown");
      return;
    }
    if (this.#state !== "opening" && this.#state !== "authenticated") {
      this.#abort("bad-format");
      return;
    }
    this.send(
      el("open", {
        xmlns: NS.framing,
        version: "1.0",
        from: this.#context.domain,
        id: randomUUID(),
      }).toString(),
    );
    const features = el("stream:features", {
      "xmlns:stream": NS.streams,
      xmlns: NS.client,
    });
    if (this.#state === "authenticated") {
      features.cnode(el("bind", { xmlns: NS.bind }, el("required")));
      features.cnode(el("session", { xmlns: NS.session }, el("optional")));
      features.cnode(el("sm", { xmlns: NS.sm }, el("optional")));
    } else {
      features.cnode(el("mechanisms", { xmlns: NS.sasl }, el("mechanism", {}, "ANONYMOUS")));
      this.#state = "authenticating";
    }
    this.send(features.toString());
  }

  #authenticate(element: Element): void {
    if (element.attrs["mechanism"] !== "ANONYMOUS") {
      this.send(el("failure", { xmlns: NS.sasl }, el("invalid-mechanism")).toString());
      return;
    }
    const resumable =
      this.#previousId === null ? undefined : this.#context.sessions.resumable(this.#previousId);
    // No second <auth> while this one runs.
    this.#state = "verifying";
    void this.#verify(resumable);
  }

  async #verify(resumable: Session | undefined): Promise<void> {
    try {
      this.#finishAuthentication(await this.#context.authenticate(resumable), resumable);
    } catch (error) {
      this.#context.logger.error({ err: error }, "authentication failed");
      this.#abort("internal-server-error");
    }
  }

  #finishAuthentication(result: TokenResult, resumable: Session | undefined): void {
    if (this.#state === "closed") return;
    if (!result.ok) {
      this.#context.logger.info({ problem: result.problem }, "token refused");
      // lib-jitsi-meet reads the text only beside <not-allowed/>, as Jitsi's own Prosody sends it.
      this.send(
        el(
          "failure",
          { xmlns: NS.sasl },
          el("not-allowed"),
          el("text", {}, PROBLEM_TEXTS[result.problem]),
        ).toString(),
      );
      this.#closeGracefully();
      return;
    }
    clearTimeout(this.#authenticationTimer);
    this.#identity = result.identity;
    this.#resumeOnly = resumable !== undefined && result.identity.expiresAt * 1_000 < Date.now();
    this.#state = "authenticated";
    this.send(`<success xmlns="${NS.sasl}"/>`);
  }

  #handleBeforeBind(element: Element, ns: string | undefined): void {
    if (ns === NS.sm && element.name === "resume") {
      this.#resume(element);
      return;
    }
    if (element.name !== "iq" || element.getChild("bind", NS.bind) === undefined) {
      this.#abort("not-authorized");
      return;
    }
    if (this.#identity === null || this.#resumeOnly) {
      this.#abort("not-authorized", PROBLEM_TEXTS["token-expired"]);
      return;
    }
    const session = this.#context.sessions.bind(this.#identity, this);
    this.#session = session;
    this.#state = "bound";
    // The answer to bind comes before stream management counts anything.
    this.send(
      el(
        "iq",
        { xmlns: NS.client, type: "result", id: element.attrs["id"] },
        el("bind", { xmlns: NS.bind }, el("jid", {}, session.jid)),
      ).toString(),
    );
  }

  #resume(element: Element): void {
    const session = this.#context.sessions.resumable(element.attrs["previd"] ?? "");
    const handled = Number(element.attrs["h"]);
    const same =
      session !== undefined &&
      session.identity.userId === this.#identity?.userId &&
      session.identity.room === this.#identity.room;
    if (!same || !Number.isInteger(handled) || handled < 0) {
      this.send(
        el("failed", { xmlns: NS.sm }, el("item-not-found", { xmlns: NS.stanzas })).toString(),
      );
      return;
    }
    this.#session = session;
    this.#state = "bound";
    try {
      session.resume(this, handled);
    } catch (error) {
      if (!(error instanceof StreamManagementError)) throw error;
      this.#session = null;
      this.#abort("undefined-condition", error.condition);
    }
  }

  #handleBound(element: Element, ns: string | undefined): void {
    const session = this.#session;
    if (session === null) return;
    if (ns === NS.sm) {
      this.#manage(session, element);
      return;
    }
    if (ns !== NS.client && ns !== undefined) {
      this.#abort("unsupported-stanza-type");
      return;
    }
    if (element.name !== "iq" && element.name !== "presence" && element.name !== "message") {
      this.#abort("unsupported-stanza-type");
      return;
    }
    session.countReceived();
    if (element.name !== "iq" && !this.#broadcasts.take(1, performance.now())) {
      this.#context.logger.warn("signalling socket cut: too many broadcasts");
      this.#abort("policy-violation", "too fast");
      return;
    }
    if (element.name === "iq" && element.getChild("session", NS.session) !== undefined) {
      session.send(resultReply(element, session.jid));
      return;
    }
    this.#context.route(session, element);
  }

  #manage(session: Session, element: Element): void {
    switch (element.name) {
      case "enable":
        session.enableManagement();
        this.send(
          el("enabled", {
            xmlns: NS.sm,
            resume: "true",
            id: session.resumptionId,
            max: RESUME_WINDOW_SECONDS,
          }).toString(),
        );
        return;
      case "r":
        this.send(`<a xmlns="${NS.sm}" h="${session.handled}"/>`);
        return;
      case "a":
        session.acknowledge(Number(element.attrs["h"]));
        return;
      default:
        this.#abort("unsupported-stanza-type");
    }
  }

  /** The client says goodbye: no resume. */
  #close(): void {
    const session = this.#session;
    this.#session = null;
    session?.end("closed");
    this.#closeGracefully();
  }

  /** Ends stream and session: this client does not behave. */
  #abort(condition: string, text?: string): void {
    const session = this.#session;
    this.#session = null;
    this.fail(condition, text);
    session?.end("closed");
  }

  #closeGracefully(): void {
    if (this.#state === "closed") return;
    this.send(`<close xmlns="${NS.framing}"/>`);
    this.#closed();
    this.#socket.close(1000);
    const socket = this.#socket;
    const timer = setTimeout(() => {
      socket.terminate();
    }, 2_000);
    socket.once("close", () => {
      clearTimeout(timer);
    });
  }

  #closed(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    clearTimeout(this.#authenticationTimer);
    clearInterval(this.#keepAliveTimer);
    const session = this.#session;
    this.#session = null;
    session?.detach(this);
  }

  #checkAlive(): void {
    if (!this.#alive) {
      this.#socket.terminate();
      return;
    }
    this.#alive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return Buffer.from(data as ArrayBuffer).toString("utf8");
}
