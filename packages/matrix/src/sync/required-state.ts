import {
  CALL_ENCRYPTION_EVENT,
  CALL_MEMBER_EVENT,
  CONFERENCE_EVENT,
  FLOOR_EVENT,
  HAND_EVENT,
  LOBBY_WAITING_EVENT,
} from "@plenum/model";

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
  [FLOOR_EVENT, ""],
  [HAND_EVENT, "*"],
  [CALL_ENCRYPTION_EVENT, ""],
  [LOBBY_WAITING_EVENT, ""],
];

/**
 * What matrix-js-sdk asks for beside the rooms in the first request of a connection. If that ever
 * differs, the first request is simply sent later.
 */
export const FIRST_EXTENSIONS = {
  to_device: { limit: 100, enabled: true },
  account_data: { enabled: true },
  typing: { enabled: true },
  receipts: { enabled: true },
  "org.matrix.msc4354.sticky_events": { enabled: true, limit: 100 },
  e2ee: { enabled: true },
};

/** Rooms of the first answer: what fits on a screen. */
export const FIRST_WINDOW = 20;
/** Rooms by which the window grows until it holds all. */
export const WINDOW_STEP = 100;
/** Events of each of the most recent rooms: unread messages can be counted, and a screen is full. */
export const RECENT_TIMELINE = 25;
/** Rooms that get so many, as soon as all rooms are known: those that are likely to be opened. */
export const RECENT_ROOMS = 60;
/** Rooms by which their number grows with every answer. */
export const RECENT_STEP = 10;
/** Events of a room that somebody opens. */
export const OPEN_TIMELINE = 40;
