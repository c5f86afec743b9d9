import { problemSchema, type BadLine, type Obstacle, type ProblemCode } from "@plenum/model";

/** What an API call failed with: a problem of the server, or `unreachable`. */
export class ApiError extends Error {
  constructor(
    readonly code: ProblemCode | "unreachable",
    /** Seconds after which trying again makes sense. */
    readonly retryAfter?: number,
    /** The moment that the problem is about: when a guest link opens; ms since the epoch. */
    readonly at?: number,
    /** With `invalid-lines`: what is wrong in a file. */
    readonly lines?: readonly BadLine[],
    /** What stands in the way of an act. */
    readonly obstacle?: Obstacle,
  ) {
    super(`API: ${code}`);
    this.name = "ApiError";
  }
}

/** The typed error of an answer that was not a success. */
export function errorOfAnswer(status: number, body: unknown): ApiError {
  const problem = problemSchema.safeParse(body);
  if (problem.success) {
    const { code, retryAfter, at, lines, obstacle } = problem.data;
    const moment = at === undefined ? undefined : Date.parse(at);
    return new ApiError(code, retryAfter, moment, lines, obstacle);
  }
  if (status === 502 || status === 503 || status === 504) return new ApiError("unreachable");
  if (status === 401) return new ApiError("unauthorised");
  if (status === 403) return new ApiError("forbidden");
  if (status === 404) return new ApiError("not-found");
  if (status === 429) return new ApiError("too-many-attempts");
  return new ApiError("internal");
}
