import { CALL_MEMBER_EVENT, CONFERENCE_EVENT } from "@plenum/model";

/**
 * The state that every room of the list brings along: what names, sorts, groups and guards it, and
 * what encryption has to know. `$LAZY` brings the members who appear in the timeline.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4186
 */
export const REQUIRED_STATE: string[][] = [
  ["m.room.create", ""],
  ["m.room.name", ""],
  ["m.room.topic", ""],
  ["m.room.avatar", ""],
  ["m.room.canonical_alias", ""],
  ["m.room.encryption", ""],
  ["m.room.history_visibility", ""],
  ["m.room.join_rules", ""],
  ["m.room.pinned_events", ""],
  ["m.room.power_levels", ""],
  ["m.room.tombstone", ""],
  ["m.room.member", "$ME"],
  ["m.room.member", "$LAZY"],
  ["m.space.child", "*"],
  ["m.space.parent", "*"],
  [CONFERENCE_EVENT, ""],
  [CALL_MEMBER_EVENT, "*"],
];

/** Rooms of the first answer: what fits on a screen. */
export const FIRST_WINDOW = 20;
/** Rooms by which the window grows until it holds all. */
export const WINDOW_STEP = 100;
/** Events of each of the most recent rooms, so that unread messages can be counted. */
export const RECENT_TIMELINE = 20;
/** Events of a room that somebody opens. */
export const OPEN_TIMELINE = 40;
