/** The homeserver answered with an error. */
export class HomeserverError extends Error {
  constructor(
    /** HTTP status. */
    readonly status: number,
    /** Matrix error code, e.g. `M_FORBIDDEN`. */
    readonly errcode: string,
    /** Seconds. */
    readonly retryAfter?: number,
  ) {
    super(`The homeserver answered ${status} ${errcode}`);
    this.name = "HomeserverError";
  }
}

/** The homeserver gave no answer, or none that can be understood. */
export class HomeserverUnreachable extends Error {
  constructor(cause?: unknown) {
    super("The homeserver gave no answer", cause === undefined ? undefined : { cause });
    this.name = "HomeserverUnreachable";
  }
}
