import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { InstallationConfig } from "@plenum/model";
import type { Language } from "@plenum/skype-export";
import { z } from "zod";
import { Trouble } from "../../terminal/trouble.ts";
import { installationToken } from "../mails/installation-api.ts";
import { CLIENT_TEXTS } from "./client-texts.ts";

/** Milliseconds that one answer may take, and a file of 100 MB. */
const PATIENCE = 120_000;
const PATIENCE_WITH_FILES = 15 * 60_000;
/** Milliseconds: the first pause, and the longest. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** Milliseconds without an answer after which it is given up. */
const GIVE_UP = 20 * 60_000;

/** The other side is there in a moment, or has too much to do. */
const LATER = new Set([429, 502, 503, 504]);

const problemSchema = z.looseObject({ code: z.string(), detail: z.string().optional() });

/** An answer that no repetition changes. */
export class LedgerRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super([code, detail, `(${status})`].filter(Boolean).join(" "));
    this.name = "LedgerRefusal";
  }
}

export interface Question {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  /** JSON. */
  readonly body?: string;
  /** Bytes, from their beginning each time. */
  readonly bytes?: () => AsyncIterable<Uint8Array>;
}

/** How the time passes; tests have their own. */
export interface Patience {
  readonly now: () => number;
  /** @param milliseconds */
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** @param seconds until the next attempt */
  readonly onPause: (seconds: number) => void;
}

const PLAIN_PATIENCE: Patience = {
  now: () => Date.now(),
  pause: (milliseconds) => wait(milliseconds, undefined),
  onPause: () => undefined,
};

/**
 * Asks the appservice of an installation on this machine, as the installation itself. Whatever is asked may be
 * asked twice: a lost connection and a busy server are waited for.
 */
export class LedgerClient {
  constructor(
    private readonly config: Pick<InstallationConfig, "appservice">,
    private readonly language: Language,
    private readonly patience: Patience = PLAIN_PATIENCE,
  ) {}

  /** @throws LedgerRefusal, Trouble where there was no answer for twenty minutes */
  async ask<Answer>(question: Question, answer: z.ZodType<Answer>): Promise<Answer> {
    const begun = this.patience.now();
    for (let attempt = 0; ; attempt += 1) {
      const response = await this.once(question);
      if (response instanceof Response && !LATER.has(response.status)) {
        return answered(response, answer);
      }
      const wish = response instanceof Response ? retryAfter(response) : 0;
      const pause = Math.max(wish, Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt));
      if (this.patience.now() + pause - begun > GIVE_UP) {
        const reason = response instanceof Response ? String(response.status) : response.reason;
        throw new Trouble(CLIENT_TEXTS[this.language].givenUp(reason));
      }
      this.patience.onPause(Math.ceil(pause / 1000));
      await this.patience.pause(pause);
    }
  }

  private async once({
    method,
    path,
    body,
    bytes,
  }: Question): Promise<Response | { readonly reason: string }> {
    const { url, sessionSecret } = this.config.appservice;
    const headers = new Headers({
      authorization: `Bearer ${installationToken(sessionSecret, Date.now())}`,
    });
    if (body !== undefined) headers.set("content-type", "application/json");
    if (bytes !== undefined) headers.set("content-type", "application/octet-stream");
    const sent = body ?? (bytes && streamed(bytes()));
    const init: RequestInit & { duplex?: "half" } = {
      method,
      headers,
      redirect: "error",
      signal: AbortSignal.timeout(bytes === undefined ? PATIENCE : PATIENCE_WITH_FILES),
      ...(sent === undefined ? {} : { body: sent }),
      ...(bytes === undefined ? {} : { duplex: "half" }),
    };
    try {
      const response = await fetch(new URL(path, url), init);
      // The whole answer, or none: a connection may break in the middle.
      const text = await response.text();
      return new Response(text === "" ? null : text, response);
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  }
}

/** The types of Node's streams and of the web's differ in name alone. */
function streamed(bytes: AsyncIterable<Uint8Array>): ReadableStream {
  return Readable.toWeb(Readable.from(bytes)) as ReadableStream;
}

async function answered<Answer>(response: Response, answer: z.ZodType<Answer>): Promise<Answer> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer.parse(body);
  const problem = problemSchema.safeParse(body);
  const { code, detail = "" } = problem.success ? problem.data : { code: "unknown" };
  throw new LedgerRefusal(response.status, code, detail);
}

/** Milliseconds that the server wants to be left alone; 0 where it does not say. */
function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get("retry-after") ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 600) * 1000 : 0;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}
