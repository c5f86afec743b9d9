import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { WebSocketServer, type WebSocket } from "ws";
import { type InstallationConfig, relayedPort } from "@plenum/model";
import { MAX_CHANNEL_MESSAGE } from "./bridge/bridge-channel.ts";
import { Captions } from "./captions/captions.ts";
import { Conferences } from "./focus/conferences.ts";
import { HttpHandler } from "./http/http-handler.ts";
import { MediaProcess, type MediaProcessSettings } from "./media-process/media-process.ts";
import { TokenVerifier, type TokenResult } from "./tokens/token-verifier.ts";
import { STANZA_LIMITS } from "./xml/parse.ts";
import { ClientStream, type StreamContext } from "./xmpp/client-stream.ts";
import type { Session } from "./xmpp/session.ts";
import { SessionRegistry } from "./xmpp/session-registry.ts";
import { StanzaRouter } from "./xmpp/stanza-router.ts";

export interface ServerOptions {
  readonly config: InstallationConfig;
  readonly media: Pick<MediaProcessSettings, "entry" | "execArgv">;
  readonly logger: Logger;
}

/** Sockets that may be open without having shown a token yet. */
const MAX_UNAUTHENTICATED = 500;
const MAX_SOCKETS = 10_000;
const MAX_OCCUPANTS = 500;
const CHANNEL_PATH = /^\/colibri-ws\/default-id\/([0-9a-f]{1,32})\/([0-9a-f]{8})$/;

/** The conference server: signalling in this process, media in a child of it. */
export class ConferenceServer {
  readonly media: MediaProcess;
  readonly #options: ServerOptions;
  readonly #http: Server;
  readonly #xmppSockets = new WebSocketServer({
    noServer: true,
    maxPayload: STANZA_LIMITS.maxLength * 2,
    handleProtocols: (protocols) => (protocols.has("xmpp") ? "xmpp" : false),
    clientTracking: true,
  });
  readonly #channelSockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CHANNEL_MESSAGE,
  });
  readonly #verifier: TokenVerifier;
  readonly #conferences: Conferences;
  readonly #sessions: SessionRegistry;
  readonly #router: StanzaRouter;
  readonly #streams = new Set<ClientStream>();
  readonly #unauthenticated = new Set<WebSocket>();
  readonly #captions: Captions | undefined;
  #closing = false;

  constructor(options: ServerOptions) {
    const { config, logger } = options;
    const { conference } = config;
    const relayed = relayedPort(config);
    this.#options = options;
    this.#captions = conference.captions && new Captions(conference.captions.url, logger);
    this.#verifier = new TokenVerifier({
      issuer: conference.tokenIssuer,
      audience: conference.tokenAudience,
      secret: conference.tokenSecret,
      domain: conference.domain,
    });
    this.#conferences = new Conferences(
      {
        channelOrigin: config.publicUrl.replace(/^http/, "ws").replace(/\/$/, ""),
        focusJid: `${conference.focusUserJid}/focus`,
        focusUserJid: conference.focusUserJid,
        domain: conference.domain,
        mucDomain: conference.mucDomain,
        tokenLifetime: conference.tokenLifetime,
        maxOccupants: MAX_OCCUPANTS,
      },
      logger,
    );
    this.media = new MediaProcess(
      {
        ...options.media,
        options: {
          port: config.ports.media,
          announcedAddresses: conference.mediaAddresses,
          ...(conference.announced === undefined ? {} : { announced: conference.announced }),
          ...(relayed === undefined ? {} : { relayedPort: relayed }),
          ...(conference.mediaAddresses.every((address) => address === config.listenHost)
            ? { listenAddress: config.listenHost }
            : {}),
        },
      },
      logger,
      this.#conferences,
    );
    this.#conferences.useMedia(this.media);
    this.#sessions = new SessionRegistry(conference.domain, this.#conferences);
    this.#router = new StanzaRouter(
      {
        domain: conference.domain,
        mucDomain: conference.mucDomain,
        focusDomain: conference.focusDomain,
        focusUserJid: conference.focusUserJid,
        turn: conference.turn,
      },
      this.#conferences,
      logger,
    );
    const http = new HttpHandler(
      {
        mucDomain: conference.mucDomain,
        focusUserJid: conference.focusUserJid,
        controlSecret: conference.controlSecret,
      },
      { conferences: this.#conferences, verifier: this.#verifier, media: this.media, logger },
    );
    this.#http = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 });
    this.#http.maxConnections = MAX_SOCKETS;
    this.#http.on("request", (request, response) => {
      http.handle(request, response);
    });
    this.#http.on("upgrade", (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
  }

  /**
   * Starts media and listens on 127.0.0.1; the origin's proxy is the only one that connects.
   * @returns the port, useful when 0 was asked for
   */
  async start(): Promise<number> {
    this.media.start();
    await new Promise<void>((resolve, reject) => {
      this.#http.once("error", reject);
      this.#http.listen(this.#options.config.ports.conference, "127.0.0.1", () => {
        this.#http.off("error", reject);
        resolve();
      });
    });
    return (this.#http.address() as AddressInfo).port;
  }

  /** Ends everything: clients are told, the media child is stopped. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#sessions.endAll("shutdown");
    for (const stream of this.#streams) stream.fail("system-shutdown");
    for (const socket of this.#channelSockets.clients) socket.close(1001);
    this.#captions?.close();
    await this.media.stop();
    const closed = new Promise<void>((resolve) => {
      this.#http.close(() => {
        resolve();
      });
    });
    for (const socket of [...this.#channelSockets.clients, ...this.#xmppSockets.clients]) {
      socket.terminate();
    }
    this.#http.closeAllConnections();
    await closed;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    const url = new URL(request.url ?? "/", "http://localhost");
    if (this.#closing) {
      refuse(socket, 503);
    } else if (url.pathname === "/xmpp-websocket") {
      this.#upgradeXmpp(request, socket, head, url);
    } else if (url.pathname === "/captions") {
      void this.#upgradeCaptions(request, socket, head, url);
    } else {
      this.#upgradeChannel(request, socket, head, url);
    }
  }

  #upgradeXmpp(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void {
    if (this.#unauthenticated.size >= MAX_UNAUTHENTICATED) {
      this.#options.logger.warn("too many sockets without token");
      refuse(socket, 503);
      return;
    }
    this.#xmppSockets.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
      this.#unauthenticated.add(webSocket);
      const context: StreamContext = {
        domain: this.#options.config.conference.domain,
        sessions: this.#sessions,
        logger: this.#options.logger,
        authenticate: async (resumable) => {
          const result = await this.#authenticate(url, resumable);
          if (result.ok) this.#unauthenticated.delete(webSocket);
          return result;
        },
        route: (session, stanza) => {
          this.#router.route(session, stanza);
        },
      };
      const stream = new ClientStream(webSocket, context, url.searchParams.get("previd"));
      this.#streams.add(stream);
      webSocket.once("close", () => {
        this.#streams.delete(stream);
        this.#unauthenticated.delete(webSocket);
      });
    });
  }

  /** Whoever has a token for a call may have their own voice written down. */
  async #upgradeCaptions(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    url: URL,
  ): Promise<void> {
    if (this.#captions === undefined) {
      refuse(socket, 404);
      return;
    }
    const result = await this.#verifier.verify(url.searchParams.get("token"));
    if (!result.ok || this.#conferences.isRevoked(result.identity)) refuse(socket, 403);
    else if (!this.#captions.hasRoom) refuse(socket, 503);
    else this.#captions.open(request, socket, head);
  }

  async #authenticate(url: URL, resumable: Session | undefined): Promise<TokenResult> {
    const result = await this.#verifier.verify(url.searchParams.get("token"), {
      ignoreExpiry: resumable !== undefined,
    });
    if (!result.ok) return result;
    const room = url.searchParams.get("room");
    if (room !== null && room !== result.identity.room) {
      return { ok: false, problem: "token-wrong-room" };
    }
    if (this.#conferences.isRevoked(result.identity)) {
      return { ok: false, problem: "token-revoked" };
    }
    return result;
  }

  #upgradeChannel(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void {
    const [, conferenceId, endpointId] = CHANNEL_PATH.exec(url.pathname) ?? [];
    const conference = this.#conferences.byId(conferenceId ?? "");
    const password = url.searchParams.get("pwd") ?? "";
    if (conference === undefined || endpointId === undefined) {
      refuse(socket, 404);
      return;
    }
    if (!conference.channels.mayOpen(endpointId, password)) {
      refuse(socket, 403);
      return;
    }
    this.#channelSockets.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
      conference.channels.open(endpointId, webSocket);
    });
  }
}

const STATUS_TEXTS = { 403: "Forbidden", 404: "Not Found", 503: "Service Unavailable" } as const;

function refuse(socket: Duplex, status: keyof typeof STATUS_TEXTS): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_TEXTS[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
  );
}
