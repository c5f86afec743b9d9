import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { z } from "zod";
import type { Problem, ProblemCode } from "@plenum/model";
import { matchControl, type Match } from "../control/match.ts";
import type { Conferences } from "../focus/conferences.ts";
import type { TokenVerifier } from "../tokens/token-verifier.ts";
import { parseJid } from "../xmpp/jid.ts";

export interface HttpSettings {
  readonly mucDomain: string;
  readonly focusUserJid: string;
  readonly controlSecret: string;
}

/** Whether the media side can take conferences. */
export interface Readiness {
  readonly ready: boolean;
}

const MAX_BODY = 16_384;
/** A wish that names a thousand people. */
const MAX_CONTROL_BODY = 512 * 1_024;
const conferenceRequestSchema = z.looseObject({ room: z.string().max(1_000) });

/** Plain HTTP of the server: health, conference requests of newer libraries, the control interface. */
export class HttpHandler {
  readonly #settings: HttpSettings;
  readonly #conferences: Conferences;
  readonly #verifier: TokenVerifier;
  readonly #media: Readiness;
  readonly #logger: Logger;

  constructor(
    settings: HttpSettings,
    parts: {
      readonly conferences: Conferences;
      readonly verifier: TokenVerifier;
      readonly media: Readiness;
      readonly logger: Logger;
    },
  ) {
    this.#settings = settings;
    this.#conferences = parts.conferences;
    this.#verifier = parts.verifier;
    this.#media = parts.media;
    this.#logger = parts.logger;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#answer(request, response).catch((error: unknown) => {
      this.#logger.error({ err: error }, "request failed");
      if (!response.headersSent) problem(response, 500, "internal");
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const { pathname } = url;
    if (pathname === "/health" && request.method === "GET") {
      this.#health(response);
    } else if (pathname === "/conference-request/v1") {
      await this.#conferenceRequest(request, response, url);
    } else if (pathname.startsWith("/control/v1/")) {
      await this.#control(request, response, pathname);
    } else if (pathname === "/xmpp-websocket" && request.method === "GET") {
      // The library keeps proxies awake with a plain GET of its WebSocket address.
      response.writeHead(204, { "access-control-allow-origin": "*" }).end();
    } else {
      problem(response, 404, "not-found");
    }
  }

  #health(response: ServerResponse): void {
    json(response, this.#media.ready ? 200 : 503, {
      status: this.#media.ready ? "ok" : "media process is not ready",
      conferences: this.#conferences.count,
      participants: this.#conferences.occupantCount,
    });
  }

  /** The HTTP form of Jicofo's conference request. Not tied to cookies, so any origin may ask. */
  async #conferenceRequest(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    response.setHeader("access-control-allow-origin", "*");
    if (request.method === "OPTIONS") {
      response
        .writeHead(204, {
          "access-control-allow-methods": "POST",
          "access-control-allow-headers": "authorization, content-type",
        })
        .end();
      return;
    }
    if (request.method !== "POST") {
      problem(response, 405, "invalid-request", "method not allowed");
      return;
    }
    const result = await this.#verifier.verify(bearer(request) ?? url.searchParams.get("token"));
    if (!result.ok) {
      problem(response, 401, "unauthorised", result.problem);
      return;
    }
    const body = conferenceRequestSchema.safeParse(await readJson(request));
    if (!body.success) {
      problem(response, 400, "invalid-request");
      return;
    }
    const jid = parseJid(body.data.room);
    const { mucDomain, focusUserJid } = this.#settings;
    if (jid?.domain !== mucDomain || jid.node !== result.identity.room) {
      problem(response, 403, "forbidden", "token-wrong-room");
      return;
    }
    json(response, 200, {
      room: `${jid.node}@${jid.domain}`,
      ready: true,
      focusJid: focusUserJid,
      properties: { authentication: "false", "visitors-supported": "false" },
    });
  }

  async #control(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
  ): Promise<void> {
    const match = matchControl(request.method, pathname);
    const open = typeof match === "object" && match.route.open === true;
    if (!open && !sameSecret(bearer(request), this.#settings.controlSecret)) {
      problem(response, 401, "unauthorised");
    } else if (match === "not-found") {
      problem(response, 404, "not-found");
    } else if (match === "method-not-allowed") {
      problem(response, 405, "invalid-request", "method not allowed");
    } else if (match === "invalid") {
      problem(response, 400, "invalid-request", "path");
    } else {
      await this.#runControl(request, response, match);
    }
  }

  async #runControl(
    request: IncomingMessage,
    response: ServerResponse,
    { route, parameters }: Exclude<Match, string>,
  ): Promise<void> {
    const body = route.body?.safeParse(await readJson(request, MAX_CONTROL_BODY));
    if (body?.success === false) {
      // Which field, but not what was in it.
      const fields = body.error.issues.slice(0, 5).map((issue) => issue.path.join("."));
      problem(response, 400, "invalid-request", fields.join(", ") || "body");
      return;
    }
    const answer = route.run(this.#conferences, parameters, body?.data);
    if (route.answer === undefined) response.writeHead(204).end();
    else json(response, 200, answer as object);
  }
}

function bearer(request: IncomingMessage): string | undefined {
  const match = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "");
  return match?.[1];
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Compares in constant time, also for different lengths. */
function sameSecret(given: string | undefined, expected: string): boolean {
  return given !== undefined && timingSafeEqual(digest(given), digest(expected));
}

async function readJson(request: IncomingMessage, limit = MAX_BODY): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify(body));
}

/** RFC 9457 problem details. */
function problem(
  response: ServerResponse,
  status: number,
  code: ProblemCode,
  detail: string = code,
): void {
  const body: Problem = { type: `urn:plenum:problem:${code}`, title: code, status, code, detail };
  response
    .writeHead(status, { "content-type": "application/problem+json", "cache-control": "no-store" })
    .end(JSON.stringify(body));
}
