/** One line of `./plenum doctor`. */
export interface Finding {
  readonly what: string;
  readonly state: "ok" | "warn" | "fail";
  /** What was found. */
  readonly found: string;
  /** What to do about it; absent when all is well. */
  readonly mend?: string;
}

export function ok(what: string, found: string): Finding {
  return { what, state: "ok", found };
}

export function warn(what: string, found: string, mend: string): Finding {
  return { what, state: "warn", found, mend };
}

export function fail(what: string, found: string, mend: string): Finding {
  return { what, state: "fail", found, mend };
}
