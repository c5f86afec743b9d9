/**
 * What the rest of the client sees of Matrix. Nothing outside this package imports
 * matrix-js-sdk, and nothing of it leaks through these types: they are plain, immutable data.
 */
export type * from "./contract/account-data.ts";
export type * from "./contract/calls.ts";
export type * from "./contract/conferences.ts";
export type * from "./contract/devices.ts";
export type * from "./contract/drafts.ts";
export type * from "./contract/encryption.ts";
export type * from "./contract/failure.ts";
export type * from "./contract/media.ts";
export type * from "./contract/members.ts";
export type * from "./contract/messages.ts";
export type * from "./contract/observable.ts";
export type * from "./contract/people.ts";
export type * from "./contract/polls.ts";
export type * from "./contract/push.ts";
export type * from "./contract/room-handle.ts";
export type * from "./contract/room-work.ts";
export type * from "./contract/rooms.ts";
export type * from "./contract/search.ts";
export type * from "./contract/scheduled.ts";
export type * from "./contract/session.ts";
export type * from "./contract/threads.ts";
export type * from "./contract/timeline.ts";
