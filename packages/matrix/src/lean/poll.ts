/** Stands in for the polls of matrix-js-sdk; `polls/` reads and counts them itself. */
export function isPollEvent(): boolean {
  return false;
}

export class Poll {
  readonly absent = true;
}

export const PollEvent = { New: "Poll.new", End: "Poll.end", Update: "Poll.update" };
