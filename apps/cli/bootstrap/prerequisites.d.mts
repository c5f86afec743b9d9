/** Either what was found, or one sentence that names what is missing and the mend. */
export type Found<T> = (T & { problem?: undefined }) | { problem: string };

/** A Python of at least 3.10 with `venv` and `ensurepip`. */
export function findPython(): Found<{ command: string; version: string }>;

export function findGit(): Found<{ version: string }>;
