import { conferenceKindSchema, conferenceLocksSchema, type ControlMediaKind } from "@plenum/model";
import { ACTOR_FIELD, type Content } from "./room-changes.ts";

/** Content of `chat.plenum.conference` with a kind of media locked or open. */
export function withLock(content: Content, kind: ControlMediaKind, locked: boolean): Content {
  const given = content["locks"];
  // Locks that this version does not know of stay.
  const others = typeof given === "object" && given !== null ? given : {};
  const locks = { ...others, ...conferenceLocksSchema.parse(given ?? {}), [kind]: locked };
  return { ...content, locks };
}

/** Content of `chat.plenum.conference` as a lecture, or as what it was before. */
export function withLecture(content: Content, lecture: boolean): Content {
  const { kind, kind_before: before, ...rest } = content;
  if (lecture) {
    return kind === "lecture" ? content : { ...rest, kind: "lecture", kind_before: kind };
  }
  if (kind !== "lecture") return content;
  const known = conferenceKindSchema.safeParse(before);
  return { ...rest, kind: known.success && known.data !== "lecture" ? known.data : "meeting" };
}

/** Nobody enters by it, not even the invited: anything but the rules that servers know is refused. */
export const LOCKED_RULE = "private";

/** Content of `chat.plenum.conference` that remembers how one enters when the room is open again. */
export function remembering(content: Content, joinRules: Content): Content {
  const { [ACTOR_FIELD]: _actor, ...rules } = joinRules;
  return { ...content, reopens_to: rules };
}

/** How one enters a room that is unlocked. @param content of `chat.plenum.conference` */
export function reopened(content: Content): Content {
  const remembered = content["reopens_to"];
  if (typeof remembered === "object" && remembered !== null) {
    const rule: unknown = Reflect.get(remembered, "join_rule");
    if (typeof rule === "string" && rule !== LOCKED_RULE) return { ...remembered };
  }
  return { join_rule: content["lobby"] === true ? "knock" : "invite" };
}
