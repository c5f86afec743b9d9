import type { ApiScope, ProblemCode } from "@plenum/model";
import type { z } from "zod";
import { ApiProblem } from "./api-problem.ts";
import type { OtherBody } from "./body.ts";

/** Another system, as proven by a token for its credentials. */
export interface ClientIdentity {
  readonly id: string;
  readonly scopes: readonly ApiScope[];
  readonly requestsPerMinute: number;
}

/** Who asks, as proven by a bearer token of the API. */
export interface Caller {
  /** Of another system `client:<id>`, which is nobody's Matrix id. */
  readonly userId: string;
  /** Another system: reaches only routes with a `scope`. */
  readonly client?: ClientIdentity;
}

/** A body of the API is a form's worth of JSON; 500 invitations fit. */
const BODY_LIMIT = "256kb";

/** A request as handlers see it: parsed, and without anything of the HTTP library. */
export interface RouteInput<Params, Body, Query = undefined> {
  readonly params: Params;
  /** Of the query string; values arrive as text, so schemas coerce. */
  readonly query: Query;
  readonly body: Body;
  /** Set when a valid bearer token came along; always set where `security` is "session". */
  readonly caller: Caller | undefined;
  /** Address of the browser. Personal data: count with it, never log it. */
  readonly address: string;
  /** The `Authorization` header, for routes with a way of their own to prove who asks. */
  readonly authorization: string | undefined;
  /** Of the `Idempotency-Key` header; only where the route is `idempotent`. */
  readonly idempotencyKey: string | undefined;
}

/**
 * Who may ask: `none` everybody, `session` the holder of a bearer token, `session-or-body` the same or whoever
 * proves an identity in the body, `phone` the telephone gateway with its secret, which the handler checks.
 */
export type RouteSecurity = "none" | "session" | "session-or-body" | "phone";

interface RouteDescription {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: `/api/v1/${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly security: RouteSecurity;
  /** What may go wrong, besides `invalid-request`, `unauthorised` and `internal`. */
  readonly problems: readonly ProblemCode[];
  /** Other systems may ask too, with this scope; without it people alone. */
  readonly scope?: ApiScope;
  /** Takes an `Idempotency-Key`: the same request with the same key is worked off once. */
  readonly idempotent?: boolean;
}

interface RouteDefinition<Params, Body, Result, Query> extends RouteDescription {
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Beside JSON; the schema gets a file as its text, a form as an object. */
  readonly takes?: OtherBody;
  readonly bodyLimit?: string;
  readonly success: {
    readonly status: 200 | 201 | 202 | 204;
    readonly description: string;
    readonly schema?: z.ZodType<Result>;
    /** Of an answer that is text and not JSON, e.g. `text/csv; charset=utf-8`; the schema is a string's. */
    readonly contentType?: string;
    /** The handler answers with an async iterable of texts, sent as they come; the schema describes them joined. */
    readonly streamed?: true;
    /** Further statuses with the same body. */
    readonly alternatives?: Readonly<Record<number, string>>;
  };
  handle(
    input: RouteInput<Params, Body, Query>,
  ): Promise<Result | { readonly status: number; readonly result: Result } | AsyncIterable<string>>;
}

/** A route with its types checked and put away: what the server mounts and OpenAPI describes. */
export interface Route extends RouteDescription {
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly takes: OtherBody | undefined;
  readonly bodyLimit: string;
  readonly success: {
    readonly status: number;
    readonly description: string;
    readonly schema: z.ZodType | undefined;
    readonly contentType: string | undefined;
    readonly alternatives: Readonly<Record<number, string>>;
  };
  run(input: {
    params: unknown;
    query?: unknown;
    body: unknown;
    caller: Caller | undefined;
    address: string;
    authorization?: string | undefined;
    idempotencyKey?: string | undefined;
  }): Promise<{
    status: number;
    body: unknown;
    headers?: Readonly<Record<string, string>>;
    stream?: AsyncIterable<string>;
  }>;
}

/** Marks an answer with another status than the usual one, or with headers of its own. */
class StatusResult<Result> {
  constructor(
    readonly status: number,
    readonly result: Result,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** An answer with one of the route's alternative statuses. */
export function withStatus<Result>(status: number, result: Result): StatusResult<Result> {
  return new StatusResult(status, result);
}

/**
 * An answer of 200 with headers of its own. With an `ETag` whoever has it already gets a 304.
 */
export function withHeaders<Result>(
  result: Result,
  headers: Readonly<Record<string, string>>,
): StatusResult<Result> {
  return new StatusResult(200, result, headers);
}

/**
 * Defines a route once, for the server and for its description. Input is parsed before the
 * handler runs; its answer is parsed too, so that nothing leaves that is not in the contract.
 */
export function defineRoute<
  Params = undefined,
  Body = undefined,
  Result = undefined,
  Query = undefined,
>(definition: RouteDefinition<Params, Body, Result, Query>): Route {
  return {
    method: definition.method,
    path: definition.path,
    operationId: definition.operationId,
    summary: definition.summary,
    security: definition.security,
    problems: definition.problems,
    params: definition.params,
    query: definition.query,
    body: definition.body,
    takes: definition.takes,
    bodyLimit: definition.bodyLimit ?? BODY_LIMIT,
    ...(definition.scope === undefined ? {} : { scope: definition.scope }),
    ...(definition.idempotent === undefined ? {} : { idempotent: definition.idempotent }),
    success: {
      status: definition.success.status,
      description: definition.success.description,
      schema: definition.success.schema,
      contentType: definition.success.contentType,
      alternatives: definition.success.alternatives ?? {},
    },
    async run(input) {
      const params = parseInput(definition.params, input.params, "path");
      const query = parseInput(definition.query, input.query ?? {}, "query");
      const body = parseInput(definition.body, input.body, "body");
      const outcome = await definition.handle({
        params: params as Params,
        query: query as Query,
        body: body as Body,
        caller: input.caller,
        address: input.address,
        authorization: input.authorization,
        idempotencyKey: input.idempotencyKey,
      });
      if (definition.success.streamed === true && isStream(outcome)) {
        return { status: definition.success.status, body: undefined, stream: outcome };
      }
      const marked = outcome instanceof StatusResult;
      const result: unknown = marked ? outcome.result : outcome;
      return {
        status: marked ? outcome.status : definition.success.status,
        body: definition.success.schema?.parse(result),
        ...(marked ? { headers: outcome.headers } : {}),
      };
    },
  };
}

/** The person who asks by a route with `security: "session"`. */
export function callerOf(input: { readonly caller: Caller | undefined }): Caller {
  const caller = anyCallerOf(input);
  // A route that does not expect other systems would take their name for a person's.
  if (caller.client !== undefined) throw new ApiProblem("forbidden");
  return caller;
}

/** Whoever asks by a route with a `scope`: a person or another system. */
export function anyCallerOf(input: { readonly caller: Caller | undefined }): Caller {
  if (input.caller === undefined) throw new ApiProblem("unauthorised");
  return input.caller;
}

function isStream(value: unknown): value is AsyncIterable<string> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function parseInput(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // Which field and why, but not what was in it.
  const detail = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${[where, ...issue.path].join(".")}: ${issue.code}`)
    .join("; ");
  throw new ApiProblem("invalid-request", { detail });
}
