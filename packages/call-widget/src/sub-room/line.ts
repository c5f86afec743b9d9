/** What the line of somebody who talks aside says. Pure. */
import type { PersonAside, SubRoomSlice } from "../contract/index.ts";

type Sentence =
  | "opening"
  | "mending"
  | "waiting"
  | "alone"
  | "with"
  | "muted"
  | "toAll"
  | "toAllAlone";

export interface Line {
  readonly sentence: Sentence;
  /** Those whom the sentence is about. */
  readonly people: readonly PersonAside[];
  /** Those who may still come, beside the ones who are there. */
  readonly coming: readonly PersonAside[];
  readonly declined: readonly PersonAside[];
}

/**
 * Says first of all where the microphone goes.
 * @param on whether it is on
 */
export function lineOf(
  room: NonNullable<SubRoomSlice["room"]>,
  microphone: SubRoomSlice["microphone"],
  on: boolean,
): Line {
  const of = (state: PersonAside["state"]): readonly PersonAside[] =>
    room.people.filter((one) => one.state === state);
  const [there, coming, declined] = [of("there"), of("coming"), of("declined")];
  const line = (
    sentence: Sentence,
    people: readonly PersonAside[] = there,
    stillComing: readonly PersonAside[] = coming,
  ): Line => ({ sentence, people, coming: stillComing, declined });
  if (microphone === "plenum" && on) return line(there.length > 0 ? "toAll" : "toAllAlone");
  if (room.state !== "open") return line(room.state);
  if (there.length > 0) return line(microphone === "aside" && on ? "with" : "muted");
  return coming.length > 0 ? line("waiting", coming, []) : line("alone");
}
