/**
 * What a host (the web client, the guest page, the widget page) gives to a call and gets from it.
 * The widget knows nothing of Matrix: names, roles and tokens come in through these types.
 */
export type * from "./background.ts";
export type * from "./call.ts";
export type * from "./captions.ts";
export type * from "./devices.ts";
export type * from "./features.ts";
export type * from "./floor.ts";
export type * from "./host.ts";
export type * from "./line-test.ts";
export type * from "./rtt.ts";
export type * from "./snapshot.ts";
export type * from "./sub-room.ts";
