import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { InstallationConfig } from "@plenum/model";
import { sentFileSchema } from "@plenum/model/migration";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { LedgerClient, LedgerRefusal } from "./ledger-client.ts";

const FILE = "a".repeat(64);
const questionSchema = z.object({ good: z.boolean() });

/** What the server of the test does with one request after the other; in the end it is good. */
type Answer = "good" | "cut" | { readonly status: number; readonly retryAfter?: string };
let answers: Answer[];
let bodies: string[];
let server: Server;
let pauses: number[];

beforeEach(async () => {
  answers = [];
  bodies = [];
  pauses = [];
  server = createServer((request, response) => {
    void answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  bodies.push((await buffer(request)).toString());
  reply(response, answers.shift() ?? "good");
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === "cut") {
    response.writeHead(200, { "content-length": "100" });
    response.write('{"good":');
    response.socket?.destroySoon();
    return;
  }
  if (answer === "good") {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ good: true, sha256: FILE, known: false }));
    return;
  }
  const headers = answer.retryAfter === undefined ? {} : { "retry-after": answer.retryAfter };
  response.writeHead(answer.status, { "content-type": "application/problem+json", ...headers });
  response.end(JSON.stringify({ code: "conflict", detail: "The wave is frozen." }));
}

function client(port = (server.address() as AddressInfo).port): LedgerClient {
  let now = 0;
  const appservice = { url: `http://127.0.0.1:${port}`, sessionSecret: "s".repeat(40) };
  return new LedgerClient({ appservice } as InstallationConfig, "en", {
    now: () => now,
    pause: async (milliseconds) => {
      now += milliseconds;
    },
    onPause: (seconds) => void pauses.push(seconds),
  });
}

const question = { method: "POST", path: "/items", body: '{"items":[]}' } as const;

it("waits longer and longer for a server that has too much to do or is away", async () => {
  answers = [{ status: 503 }, { status: 502 }, "cut", { status: 429 }];
  expect(await client().ask(question, questionSchema)).toEqual({ good: true });
  expect(pauses).toEqual([1, 2, 4, 8]);
  expect(bodies).toEqual(Array.from({ length: 5 }, () => question.body));
});

it("waits as long as the server wants", async () => {
  answers = [
    { status: 429, retryAfter: "17" },
    { status: 503, retryAfter: "never" },
  ];
  await client().ask(question, questionSchema);
  expect(pauses).toEqual([17, 2]);
});

it("takes an answer that no repetition changes as it is", async () => {
  answers = [{ status: 409 }];
  const asked = client().ask(question, questionSchema);
  await expect(asked).rejects.toEqual(new LedgerRefusal(409, "conflict", "The wave is frozen."));
  expect(pauses).toEqual([]);
});

it("gives up after twenty minutes, and says how to go on", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, "close");
  const asked = client(port).ask(question, questionSchema);
  await expect(asked).rejects.toThrow(/twenty minutes \(ECONNREFUSED\).*The same command goes on/);
  expect(pauses.reduce((sum, seconds) => sum + seconds)).toBeLessThanOrEqual(1_200);
  expect(Math.max(...pauses)).toBe(30);
});

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("eins ");
  yield Buffer.from("zwei");
}

it("sends a file from its beginning each time", async () => {
  answers = [{ status: 503 }];
  const sent = { method: "PUT", path: `/files/${FILE}`, bytes } as const;
  await client().ask(sent, sentFileSchema);
  expect(bodies).toEqual(["eins zwei", "eins zwei"]);
});
