import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type Response,
} from "express";
import helmet from "helmet";
import type { Logger } from "../logging/logger.ts";
import { isDatabaseAway } from "../database/database-away.ts";
import { HomeserverError, HomeserverUnreachable } from "../matrix/homeserver-error.ts";
import { ApiProblem } from "./api-problem.ts";
import { bodyOf, bodyParsers } from "./body.ts";
import { idempotencyKeyOf, type IdempotentAnswers } from "./idempotency.ts";
import { LimitReached, type RequestLimits } from "./request-limits.ts";
import type { Caller, Route } from "./route.ts";

export interface ApiServerOptions {
  readonly routes: readonly Route[];
  readonly log: Logger;
  /** @throws ApiProblem `unauthorised` for a token that is not valid */
  authenticate(bearer: string): Promise<Caller>;
  /** Mounted before the API, e.g. what the homeserver calls. */
  readonly before?: readonly express.Router[];
  /** Counts requests of one caller. */
  readonly limits?: RequestLimits;
  /** For routes that take an `Idempotency-Key`. */
  readonly answers?: IdempotentAnswers;
}

/**
 * The HTTP application: the API's routes, problem details for whatever goes wrong, and nothing
 * that could be cached or sniffed.
 */
export function createApiServer(options: ApiServerOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  // The one proxy in front listens on the same machine. An address given by anybody else is ignored.
  app.set("trust proxy", (address: string, hop: number) => hop === 0 && isLoopback(address));
  app.use(
    helmet({
      // The origin in front decides about transport security; it knows whether it has TLS.
      strictTransportSecurity: false,
      contentSecurityPolicy: { directives: { "default-src": ["'none'"] }, useDefaults: false },
    }),
  );
  for (const router of options.before ?? []) app.use(router);
  app.use("/api", (_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  for (const route of options.routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ":$1");
    app[route.method](path, ...bodyParsers(route), async (request, response) => {
      await answer(route, request, response, options);
    });
  }
  app.use(() => {
    throw new ApiProblem("not-found");
  });
  app.use(problemHandler(options.log));
  return app;
}

async function answer(
  route: Route,
  request: Request,
  response: Response,
  options: ApiServerOptions,
): Promise<void> {
  const started = performance.now();
  response.once("finish", () => {
    options.log.debug({
      route: route.operationId,
      status: response.statusCode,
      milliseconds: Math.round(performance.now() - started),
    });
  });
  const caller = await callerFrom(route, request, options);
  if (caller !== undefined && options.limits !== undefined) {
    response.set(await options.limits.count(caller));
  }
  const outcome = await run(route, request, response, caller, options);
  const { status, body, stream, headers = {} } = outcome;
  response.status(status).set(headers);
  const { ETag: tag } = headers;
  // Express would compare times too, and what was taken away makes nothing newer.
  if (tag !== undefined && request.headers["if-none-match"] === tag) {
    response.status(304).end();
    return;
  }
  // Only the token endpoint answers so without a problem, and it takes HTTP Basic.
  if (status === 401) response.set("WWW-Authenticate", 'Basic realm="plenum"');
  const { contentType } = route.success;
  if (stream !== undefined) {
    response.type(contentType ?? "text/plain");
    // Waits for a slow reader, and lets go of the source when the reader has gone.
    await pipeline(Readable.from(stream), response);
  } else if (body === undefined) response.end();
  else if (contentType !== undefined) response.type(contentType).send(body);
  else response.json(body);
}

async function run(
  route: Route,
  request: Request,
  response: Response,
  caller: Caller | undefined,
  { answers }: ApiServerOptions,
): Promise<Awaited<ReturnType<Route["run"]>>> {
  const input = {
    params: request.params,
    query: request.query,
    body: bodyOf(request, route),
  };
  const key =
    route.idempotent === true ? idempotencyKeyOf(request.get("Idempotency-Key")) : undefined;
  const work = (): ReturnType<Route["run"]> =>
    route.run({
      ...input,
      caller,
      address: request.ip ?? "",
      authorization: request.headers.authorization,
      idempotencyKey: key,
    });
  if (key === undefined || caller === undefined || answers === undefined) return work();
  const kept = await answers.once(caller.userId, key, { route: route.operationId, ...input }, work);
  if (kept.replayed) response.set("Idempotency-Replayed", "true");
  return kept;
}

async function callerFrom(
  route: Route,
  request: Request,
  options: ApiServerOptions,
): Promise<Caller | undefined> {
  if (route.security === "none" || route.security === "phone") return undefined;
  const bearer = bearerOf(request);
  if (bearer === undefined) {
    if (route.security === "session") throw new ApiProblem("unauthorised");
    return undefined;
  }
  const caller = await options.authenticate(bearer);
  if (caller.client !== undefined) {
    if (route.scope === undefined || !caller.client.scopes.includes(route.scope)) {
      throw new ApiProblem("forbidden");
    }
  }
  return caller;
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? "")?.[1];
}

/** True for the addresses of this machine itself. */
function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address) || address === "::1";
}

function problemHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = asProblem(error);
    if (problem.status >= 500) log.error({ err: error, code: problem.code }, "request failed");
    if (problem instanceof LimitReached) response.set(problem.headers);
    if (problem.retryAfter !== undefined) response.set("Retry-After", String(problem.retryAfter));
    if (problem.status === 401) response.set("WWW-Authenticate", "Bearer");
    response.status(problem.status).type("application/problem+json").json(problem.toBody());
  };
}

/** The problem that an error of a handler, of the body parser or of the router stands for. */
function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof HomeserverUnreachable) {
    return new ApiProblem("homeserver-unavailable", { retryAfter: 5, cause: error });
  }
  if (error instanceof HomeserverError && error.status === 429) {
    return new ApiProblem("homeserver-unavailable", {
      retryAfter: Math.max(1, error.retryAfter ?? 5),
      cause: error,
    });
  }
  if (isDatabaseAway(error)) {
    return new ApiProblem("database-unavailable", { retryAfter: 5, cause: error });
  }
  const status =
    typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  if (typeof status === "number" && status >= 400 && status < 500) {
    return new ApiProblem("invalid-request", {
      status,
      detail: status === 413 ? "The body is too large." : "The request cannot be read.",
    });
  }
  return new ApiProblem("internal", { cause: error });
}
