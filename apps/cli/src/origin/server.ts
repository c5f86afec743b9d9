import { readFileSync } from "node:fs";
import {
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer as createHttpServer,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import { type Backend, createProxy } from "./proxy.ts";
import { isPageRequest, routeOf } from "./routes.ts";
import { securityHeaders } from "./security-headers.ts";
import { folderHandler } from "./static-files.ts";

/** Folders with what the origin serves itself. */
export interface OriginFolders {
  readonly web: string;
  readonly callPage: string;
  readonly library: string;
}

/** Default folders below the project folder. */
export function originFolders(root: string): OriginFolders {
  return {
    web: join(root, "apps/web/dist"),
    callPage: join(root, "packages/call-widget/dist-page"),
    library: join(root, ".plenum/cache/libs"),
  };
}

/** What a Matrix client must know to find everything of this installation. */
export function clientWellKnown(config: Pick<InstallationConfig, "publicUrl">): object {
  return {
    "m.homeserver": { base_url: config.publicUrl },
    "chat.plenum": { api_url: `${config.publicUrl}/api/v1` },
  };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    "Content-Type": status < 400 ? "application/json" : "application/problem+json",
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(JSON.stringify(body));
}

function sendProblem(response: ServerResponse, status: 400 | 404 | 503, title: string): void {
  const code = status === 404 ? "not-found" : status === 400 ? "invalid-request" : "internal";
  sendJson(response, status, { type: `urn:plenum:problem:${code}`, title, status, code });
}

/** Files of a folder are found relative to it. */
function below(request: IncomingMessage, prefix: string): void {
  request.url = (request.url ?? "/").slice(prefix.length) || "/";
}

/**
 * The one origin that browsers see: serves the client, passes on to the other parts.
 * @returns a server that does not listen yet
 */
export function createOrigin(config: InstallationConfig, folders: OriginFolders): Server {
  const backends: Record<"synapse" | "appservice" | "conference", Backend> = {
    synapse: {
      title: "The homeserver",
      url: config.synapse.url,
      problem: "homeserver-unavailable",
    },
    appservice: { title: "The appservice", url: config.appservice.url, problem: "internal" },
    conference: {
      title: "The conference server",
      url: config.conference.url,
      problem: "conference-server-unavailable",
    },
  };
  const page = securityHeaders(config, false);
  const web = folderHandler(folders.web, page);
  const callPage = folderHandler(folders.callPage, securityHeaders(config, true));
  const library = folderHandler(folders.library, {
    ...page,
    // Calls in other Matrix clients load the library from here, too.
    "Access-Control-Allow-Origin": "*",
  });
  const secure = config.publicUrl.startsWith("https:");
  const proxy = createProxy(secure ? "https" : "http");

  function serveWeb(request: IncomingMessage, response: ServerResponse): void {
    web(request, response, () => {
      const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
      if (!isPageRequest(path, request.headers.accept)) {
        sendProblem(response, 404, "There is no such file.");
        return;
      }
      request.url = "/index.html";
      web(request, response, () =>
        sendProblem(response, 503, "The web client has not been built yet."),
      );
    });
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const route = routeOf(request.url ?? "/");
    switch (route.kind) {
      case "health":
        sendJson(response, 200, { status: "ok" });
        return;
      case "client-well-known":
        sendJson(response, 200, clientWellKnown(config));
        return;
      case "server-well-known":
        sendJson(response, 200, { "m.server": new URL(config.publicUrl).host });
        return;
      case "synapse":
      case "appservice":
      case "conference":
        proxy.web(request, response, backends[route.kind]);
        return;
      case "refused":
        sendProblem(response, route.status, "There is nothing at this address.");
        return;
      case "library":
      case "call-page":
      case "web":
        serveFiles(route.kind, request, response);
        return;
    }
  }

  function serveFiles(
    kind: "library" | "call-page" | "web",
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    const missing = (): void => sendProblem(response, 404, "There is no such file.");
    if (kind === "library") {
      below(request, "/libs");
      library(request, response, missing);
    } else if (kind === "call-page") {
      if (request.url === "/call") {
        response.writeHead(308, { Location: "/call/" }).end();
        return;
      }
      below(request, "/call");
      callPage(request, response, missing);
    } else serveWeb(request, response);
  }

  const server = config.tls
    ? createHttpsServer(
        { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) },
        handle,
      )
    : createHttpServer(handle);
  // A big file over a slow line takes its time; a header does not.
  server.requestTimeout = 60 * 60 * 1000;
  server.headersTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  server.on("upgrade", (request, socket, head) => {
    const route = routeOf(request.url ?? "/");
    if (route.kind === "conference") proxy.upgrade(request, socket, head, backends.conference);
    else socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
  });
  return server;
}
