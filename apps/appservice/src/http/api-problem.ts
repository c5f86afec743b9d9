import type { ActObstacle, BadLine, Obstacle, Problem, ProblemCode } from "@plenum/model";

const STATUS: Readonly<Record<ProblemCode, number>> = {
  "invalid-request": 400,
  unauthorised: 401,
  forbidden: 403,
  "not-found": 404,
  "not-a-member": 403,
  "not-a-conference": 409,
  "room-gone": 410,
  "guest-link-unknown": 404,
  "guest-link-not-yet": 403,
  "guest-link-expired": 410,
  "guest-link-used-up": 410,
  "guest-link-revoked": 410,
  "guest-code-unknown": 404,
  "guest-password-needed": 403,
  "guest-password-wrong": 403,
  "guest-name-taken": 409,
  "room-locked": 403,
  "too-many-attempts": 429,
  "rate-limited": 429,
  "invalid-lines": 422,
  "lobby-refused": 403,
  "homeserver-unavailable": 503,
  "conference-server-unavailable": 503,
  "database-unavailable": 503,
  conflict: 409,
  internal: 500,
};

const TITLE: Readonly<Record<ProblemCode, string>> = {
  "invalid-request": "The request is not valid.",
  unauthorised: "Sign in first.",
  forbidden: "You are not allowed to do this.",
  "not-found": "There is nothing here.",
  "not-a-member": "You are not in this room.",
  "not-a-conference": "This room is not a conference room.",
  "room-gone": "This room does not exist any more.",
  "guest-link-unknown": "This guest link is not known.",
  "guest-link-not-yet": "This guest link is not valid yet.",
  "guest-link-expired": "This guest link has expired.",
  "guest-link-used-up": "This guest link has been used as often as it may be.",
  "guest-link-revoked": "This guest link has been revoked.",
  "guest-code-unknown": "This code is not known.",
  "guest-password-needed": "A password is needed besides the link.",
  "guest-password-wrong": "This password is not right.",
  "guest-name-taken": "Somebody in the room has this name.",
  "room-locked": "This room is locked at the moment.",
  "too-many-attempts": "Too many attempts. Wait a while.",
  "rate-limited": "Too many requests. Wait a while.",
  "invalid-lines": "Some lines cannot be made into rooms.",
  "lobby-refused": "You were not let in. Knock again later, or not at all.",
  "homeserver-unavailable": "The chat server cannot be reached at the moment.",
  "conference-server-unavailable": "The conference server cannot be reached at the moment.",
  "database-unavailable": "The database cannot be reached at the moment. Nothing was changed.",
  conflict: "This contradicts what is already there.",
  internal: "Something went wrong on our side.",
};

/** HTTP status of a problem. */
export function statusOf(code: ProblemCode): number {
  return STATUS[code];
}

/** What the API answers instead of a result. Thrown by handlers, turned into RFC 9457 in one place. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly detail: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** The moment that the problem is about. */
  readonly at: Date | undefined;
  /** Lines of a file that are wrong. */
  readonly lines: readonly BadLine[] | undefined;
  /** What stands in the way of an act. */
  readonly obstacle: Obstacle | undefined;

  constructor(
    readonly code: ProblemCode,
    options: {
      detail?: string;
      retryAfter?: number;
      at?: Date | undefined;
      status?: number;
      cause?: unknown;
      lines?: readonly BadLine[];
      obstacle?: Obstacle | undefined;
    } = {},
  ) {
    super(TITLE[code], options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ApiProblem";
    this.status = options.status ?? STATUS[code];
    this.detail = options.detail;
    this.retryAfter = options.retryAfter;
    this.at = options.at;
    this.lines = options.lines;
    this.obstacle = options.obstacle;
  }

  /** The body of the answer, `application/problem+json`. */
  toBody(): Problem {
    return {
      type: `urn:plenum:problem:${this.code}`,
      title: this.message,
      status: this.status,
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.retryAfter === undefined ? {} : { retryAfter: this.retryAfter }),
      ...(this.at === undefined ? {} : { at: this.at.toISOString() }),
      ...(this.obstacle === undefined ? {} : { obstacle: this.obstacle }),
      ...(this.lines === undefined ? {} : { lines: [...this.lines] }),
    };
  }
}

/** The problem that names what stands in the way of an act. */
export function refusal(obstacle: ActObstacle): ApiProblem {
  return new ApiProblem("forbidden", {
    detail: obstacle,
    ...(obstacle === "unknown" ? {} : { obstacle }),
  });
}
