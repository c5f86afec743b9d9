import { problemSchema, type ProblemCode } from "@plenum/model";

/** What an API call failed with: a problem of the server, or `unreachable`. */
export class ApiError extends Error {
  constructor(
    readonly code: ProblemCode | "unreachable",
    /** Seconds after which trying again makes sense. */
    readonly retryAfter?: number,
  ) {
    super(`API: ${code}`);
    this.name = "ApiError";
  }
}

/** The typed error of an answer that was not a success. */
export function errorOfAnswer(status: number, body: unknown): ApiError {
  const problem = problemSchema.safeParse(body);
  if (problem.success) return new ApiError(problem.data.code, problem.data.retryAfter);
  if (status === 502 || status === 503 || status === 504) return new ApiError("unreachable");
  if (status === 401) return new ApiError("unauthorised");
  if (status === 403) return new ApiError("forbidden");
  if (status === 404) return new ApiError("not-found");
  if (status === 429) return new ApiError("too-many-attempts");
  return new ApiError("internal");
}
