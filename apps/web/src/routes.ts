import { type MeetingsAddress, parseMeetings } from "./meetings/address.ts";

/** Side panels of a room, one at a time. */
export type RoomPanel =
  | "people"
  | "speaking"
  | "person"
  | "guests"
  | "attendance"
  | "lobby"
  | "moderation"
  | "pins"
  | "thread"
  | "threads";
/** A panel and what it is about: a thread's root, a person; empty for most. */
export interface OpenPanel {
  readonly name: RoomPanel;
  readonly detail: string;
}
/** Dialogs over the frame, part of the address so that they can be linked and reloaded. */
export type FrameDialog =
  | "new-message"
  | "new-room"
  | "new-conference"
  | "new-meeting"
  | "edit-meeting"
  | "new-space"
  | "room-settings"
  | "leave-room"
  | "invite-people"
  | "recovery-code"
  | "recover"
  | "verify"
  | "scheduled"
  | "set-up"
  | "shortcuts"
  | "status";

export type Route =
  | { readonly kind: "home" }
  | { readonly kind: "inbox" }
  | { readonly kind: "room"; readonly roomId: string; readonly panel?: OpenPanel }
  | { readonly kind: "space"; readonly spaceId: string }
  | { readonly kind: "directory" }
  /** A room that one may not be in yet: id or alias. */
  | { readonly kind: "join-room"; readonly room: string }
  | { readonly kind: "meetings"; readonly address: MeetingsAddress }
  | { readonly kind: "people" }
  | { readonly kind: "settings" }
  /** A part of the administration; undefined shows the first. */
  | { readonly kind: "admin"; readonly section: string | undefined }
  | { readonly kind: "search" }
  /** A guest link; without a token, where its code is typed. */
  | { readonly kind: "join"; readonly token: string | undefined }
  /** A guest link, for somebody with an account. */
  | { readonly kind: "invited"; readonly token: string }
  | { readonly kind: "unknown" };

const PANELS: readonly string[] = [
  "people",
  "speaking",
  "person",
  "guests",
  "attendance",
  "lobby",
  "moderation",
  "pins",
  "thread",
  "threads",
] satisfies RoomPanel[];
const DIALOGS: readonly string[] = [
  "new-message",
  "new-room",
  "new-conference",
  "new-meeting",
  "edit-meeting",
  "new-space",
  "room-settings",
  "leave-room",
  "invite-people",
  "recovery-code",
  "recover",
  "verify",
  "scheduled",
  "set-up",
  "shortcuts",
  "status",
] satisfies FrameDialog[];

/** What an address shows. Never throws: a broken address is `unknown`. */
export function parseRoute(pathname: string): Route {
  const parts = pathname.split("/").filter((part) => part !== "");
  const [first, second, third, fourth, ...rest] = parts;
  if (first === "meetings") return meetingsRoute(parts.slice(1));
  if (rest.length > 0 || (fourth !== undefined && first !== "room")) return { kind: "unknown" };
  if (first === undefined) return { kind: "home" };
  if (first === "search" && second === undefined) return { kind: "search" };
  if (first === "inbox" && second === undefined) return { kind: "inbox" };
  if (first === "people" && second === undefined) return { kind: "people" };
  if (first === "settings" && second === undefined) return { kind: "settings" };
  if (first === "directory" && second === undefined) return { kind: "directory" };
  if (first === "join" && second === undefined) return { kind: "join", token: undefined };
  if (first === "admin" && third === undefined) return { kind: "admin", section: second };
  const id = second === undefined ? undefined : decode(second);
  if (id === undefined) return { kind: "unknown" };
  if (first === "join" && third === undefined) return { kind: "join", token: id };
  if (first === "invited" && third === undefined) return { kind: "invited", token: id };
  if (first === "space" && third === undefined) return { kind: "space", spaceId: id };
  if (first === "join-room" && third === undefined) return { kind: "join-room", room: id };
  if (first === "room") {
    if (third === undefined) return { kind: "room", roomId: id };
    const detail = decode(fourth ?? "");
    if (isPanel(third) && detail !== undefined) {
      return { kind: "room", roomId: id, panel: { name: third, detail } };
    }
  }
  return { kind: "unknown" };
}

/** The dialog that a query string asks for. */
export function parseDialog(search: string): FrameDialog | undefined {
  const name = new URLSearchParams(search).get("dialog");
  return name !== null && isDialog(name) ? name : undefined;
}

/** The message that a query string leads to, in the room that the path names. */
export function parseEventId(search: string): string | undefined {
  const eventId = new URLSearchParams(search).get("event");
  return eventId?.startsWith("$") === true ? eventId : undefined;
}

/** Address of a room, with one of its panels open, at one of its messages. */
export function roomPath(
  roomId: string,
  { panel, eventId }: { readonly panel?: OpenPanel | undefined; readonly eventId?: string } = {},
): string {
  const room = `/room/${encodeURIComponent(roomId)}`;
  const detail = panel === undefined || panel.detail === "" ? [] : [panel.detail];
  const parts = panel === undefined ? [] : [panel.name, ...detail.map(encodeURIComponent)];
  const query = eventId === undefined ? "" : `?event=${encodeURIComponent(eventId)}`;
  return [room, ...parts].join("/") + query;
}

/** Address of a space's own page. */
export function spacePath(spaceId: string): string {
  return `/space/${encodeURIComponent(spaceId)}`;
}

/** Address under which somebody else can enter a room. @param via servers that know it */
export function joinRoomPath(idOrAlias: string, via: readonly string[]): string {
  const query = new URLSearchParams(via.map((server) => ["via", server]));
  return `/join-room/${encodeURIComponent(idOrAlias)}${via.length === 0 ? "" : `?${query}`}`;
}

/** The servers that a query string names as ways to a room. */
export function parseVia(search: string): readonly string[] {
  return new URLSearchParams(search)
    .getAll("via")
    .filter((server) => /^[0-9A-Za-z.:[\]-]{1,255}$/.test(server))
    .slice(0, 3);
}

function meetingsRoute(parts: readonly string[]): Route {
  const decoded = parts.map(decode).filter((part) => part !== undefined);
  const address = decoded.length === parts.length ? parseMeetings(decoded) : undefined;
  return address === undefined ? { kind: "unknown" } : { kind: "meetings", address };
}

function isPanel(text: string): text is RoomPanel {
  return PANELS.includes(text);
}

function isDialog(text: string): text is FrameDialog {
  return DIALOGS.includes(text);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
