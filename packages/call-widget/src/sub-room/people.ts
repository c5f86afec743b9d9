/** Who talks aside, and who is to hear that something about it has changed. Pure. */
import type { SubRoom } from "@plenum/model";
import type { PersonAside, SubRoomProblem } from "../contract/index.ts";

/**
 * Everybody else of a sub-room.
 * @param own Matrix user id of this person
 * @param connected user ids of those who are connected to it
 */
export function peopleOf(
  room: Pick<SubRoom, "people">,
  own: string | undefined,
  connected: ReadonlySet<string>,
): readonly PersonAside[] {
  return room.people
    .filter(({ userId }) => userId !== own)
    .map(({ userId, displayName, state }): PersonAside => ({
      userId,
      name: displayName,
      state: connected.has(userId) ? "there" : state === "declined" ? "declined" : "coming",
    }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}

/** Under which problem a sub-room ends in which there is nobody else. */
export function endOf(hadSomebody: boolean): SubRoomProblem {
  return hadSomebody ? "over" : "nobody-came";
}

/** What went wrong with a question to the server. */
export function problemOf(error: unknown): SubRoomProblem {
  const code: unknown = Reflect.get(Object(error) as object, "code");
  switch (code) {
    case "conflict":
      return "not-now";
    case "too-many-attempts":
      return "too-often";
    case "forbidden":
    case "not-a-member":
    case "not-found":
    case "room-gone":
      return "not-possible";
    default:
      return "unreachable";
  }
}
