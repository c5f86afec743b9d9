import type { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createProxyServer } from "http-proxy-3";
import type { ProblemCode } from "@plenum/model";

/** A part of the installation that the origin passes requests on to. */
export interface Backend {
  /** For people: "The homeserver". */
  readonly title: string;
  readonly url: string;
  readonly problem: ProblemCode;
}

export interface Proxy {
  web(request: IncomingMessage, response: ServerResponse, backend: Backend): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, backend: Backend): void;
}

/** Milliseconds without a byte after which a part counts as gone; longer than any long poll. */
const SILENCE = 150_000;

/** Says who really asked: what the browser claims in these headers is thrown away. */
function setForwarded(request: IncomingMessage, protocol: string): void {
  for (const name of Object.keys(request.headers)) {
    if (name === "forwarded" || name.startsWith("x-forwarded-") || name === "x-real-ip") {
      delete request.headers[name];
    }
  }
  const address = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  request.headers["x-forwarded-for"] = address;
  request.headers["x-forwarded-proto"] = protocol;
  request.headers["x-forwarded-host"] = request.headers.host ?? "";
}

/** The answer when a part is away. Matrix clients also find the fields that they expect. */
export function unavailableBody(backend: Pick<Backend, "title" | "problem">): string {
  const sentence = `${backend.title} does not answer at the moment.`;
  return JSON.stringify({
    type: `urn:plenum:problem:${backend.problem}`,
    title: sentence,
    status: 502,
    code: backend.problem,
    retryAfter: 2,
    errcode: "M_UNKNOWN",
    error: sentence,
  });
}

/** Answers for a part that is away, or breaks off an answer that has begun. */
function fail(response: ServerResponse, backend: Backend): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(502, {
    "Content-Type": "application/problem+json",
    "Retry-After": "2",
    "Access-Control-Allow-Origin": "*",
  });
  response.end(unavailableBody(backend));
}

/** @param protocol under which browsers reach the origin: `http` or `https` */
export function createProxy(protocol: string): Proxy {
  const proxy = createProxyServer({ proxyTimeout: SILENCE, timeout: SILENCE });
  // Without a listener the library throws, and a browser that drops its WebSocket without a word
  // would end the origin. The callbacks below answer; a lost socket needs no answer.
  proxy.on("error", (_error, _request, answer) => {
    if (answer instanceof Socket) answer.destroy();
  });
  // A connection to a part is made for each request (it costs nothing on one machine, and no
  // request is ever lost on one that a part has just closed); the browser's own connection stays.
  proxy.on("proxyRes", (answer) => {
    delete answer.headers.connection;
  });

  return {
    web(request, response, backend) {
      setForwarded(request, protocol);
      proxy.web(request, response, { target: backend.url }, () => fail(response, backend));
    },
    upgrade(request, socket, head, backend) {
      setForwarded(request, protocol);
      if (!(socket instanceof Socket)) {
        socket.destroy();
        return;
      }
      proxy.ws(request, socket, head, { target: backend.url, timeout: 0, proxyTimeout: 0 }, () => {
        if (socket.writable) {
          const body = unavailableBody(backend);
          socket.end(
            `HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
          );
        }
      });
    },
  };
}
