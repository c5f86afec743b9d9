/** What follows from rights and locks for oneself, and who is seen in a lecture. Pure. */
import type { CallParticipant, FloorNotice, FloorSlice, LockKind } from "../contract/index.ts";
import { personKey } from "../layout/arrange.ts";

export type Rights = FloorSlice["rights"];

export const ALL_RIGHTS: Rights = { audio: true, video: true, desktop: true };

/** Rights from what the server has said so far: whatever it did not speak of is free. */
export function rightsFrom(said: ReadonlyMap<LockKind, boolean>): Rights {
  return {
    audio: said.get("audio") ?? true,
    video: said.get("video") ?? true,
    desktop: said.get("desktop") ?? true,
  };
}

/**
 * What is worth a sentence when one's rights change.
 * @param moment `on`: what one was sending
 */
export function noticeOf(
  before: Rights,
  after: Rights,
  moment: {
    readonly lecture: boolean;
    readonly on: Readonly<Record<LockKind, boolean>>;
  },
): FloorNotice | undefined {
  if (!before.audio && after.audio) return "may-speak";
  // Who listens to a lecture is told so by the lecture's own line.
  if (moment.lecture) return undefined;
  if (before.audio && !after.audio) return "may-not-speak";
  if (before.desktop && !after.desktop && moment.on.desktop) return "screen-closed";
  if (before.video && !after.video && moment.on.video) return "camera-closed";
  return undefined;
}

/** Whether what was told is still so. */
export function holds(notice: FloorNotice | undefined, rights: Rights, lecture: boolean): boolean {
  switch (notice) {
    case "may-speak":
      return rights.audio;
    case "may-not-speak":
      return !rights.audio && !lecture;
    case "camera-closed":
      return !rights.video && !lecture;
    case "screen-closed":
      return !rights.desktop && !lecture;
    case undefined:
      return false;
    default:
      return notice satisfies never;
  }
}

/** Who has no part on the stage of a lecture: hears and sees, and is not seen. */
export function listens({ lecture, rights }: Pick<FloorSlice, "lecture" | "rights">): boolean {
  return lecture && !rights.audio && !rights.video && !rights.desktop;
}

type Placed = Pick<CallParticipant, "id" | "userId" | "isLocal" | "isModerator">;

/** Those who have a place among the pictures: in a lecture only who is on the stage. */
export function onStage<One extends Placed>(
  participants: readonly One[],
  floor: Pick<FloorSlice, "lecture" | "rights" | "holders" | "presenters" | "control">,
): readonly One[] {
  if (!floor.lecture) return participants;
  const stage = new Set([...floor.holders, ...floor.presenters]);
  return participants.filter((one) => {
    if (one.isLocal) return !listens(floor);
    // Without knowledge of the room the server's choice of whom it shows has to do.
    return floor.control === undefined || one.isModerator || stage.has(personKey(one));
  });
}
