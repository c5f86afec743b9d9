import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A small HTTP server for what a real one would never do: lie, redirect, drip, or fail. */
export interface HttpDouble {
  readonly url: string;
  /** Request targets in the order in which they came, with their method. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

/** Starts a server on a free port of this machine. */
export async function httpDouble(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HttpDouble> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ""} ${request.url ?? ""}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
