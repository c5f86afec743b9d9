import type { MatrixErrorCode } from "./failure.ts";
import type { Observable } from "./observable.ts";
import type { NotificationLevel } from "./rooms.ts";

/**
 * Who may enter: those invited, those admitted after asking, members of certain spaces (also
 * with asking as another way), or everybody.
 */
export type JoinRule = "invite" | "knock" | "restricted" | "knock_restricted" | "public";

export interface RoomAccess {
  readonly rule: JoinRule;
  /** Whose members may enter by themselves, for the two restricted rules. */
  readonly spaces: readonly string[];
}

/** From when on somebody can read what was written: invited, joined, everything, anybody. */
export type HistoryVisibility = "invited" | "joined" | "shared" | "world_readable";

/** What the settings of a room show. The rights are numbers to be read by `readRoomRights`. */
export interface RoomSettings {
  readonly id: string;
  readonly isSpace: boolean;
  readonly name: string;
  readonly topic: string;
  readonly avatarMxc?: string;
  readonly alias?: string;
  readonly access: RoomAccess;
  readonly encrypted: boolean;
  readonly history: HistoryVisibility;
  /** Whether calls are encrypted from device to device. */
  readonly callsEncrypted: boolean;
  readonly version: string;
  /** Content of `m.room.power_levels`: untrusted, undefined where the room has none. */
  readonly levels: unknown;
  readonly ownPower: number;
}

/** Which servers may take part; names may contain `*`. */
export interface ServerAcl {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly addressesAllowed: boolean;
}

/** A room as one who is not in it may see it. */
export interface RoomPreview {
  readonly id: string;
  readonly name: string;
  readonly topic?: string;
  readonly avatarMxc?: string;
  readonly alias?: string;
  readonly isSpace: boolean;
  readonly members: number;
  readonly rule: JoinRule;
  readonly encrypted: boolean;
  /** Own membership as the server knows it. */
  readonly membership: "join" | "invite" | "knock" | "leave" | "ban";
}

/** A room inside a space, as the space's page shows it. */
export interface SpaceEntry extends RoomPreview {
  /** The space in which it stands; the rooms of a space within come after it. */
  readonly parent: string;
  readonly depth: number;
  readonly suggested: boolean;
  /** Servers through which it can be entered. */
  readonly via: readonly string[];
}

export interface BannedPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly reason?: string;
}

/** How one of many invitations turned out. */
export interface InviteResult {
  readonly userId: string;
  /** Why it failed; missing where it succeeded. */
  readonly failed?: MatrixErrorCode;
}

export interface NewRoomOptions {
  readonly name: string;
  readonly topic?: string;
  readonly avatar?: File;
  readonly isSpace?: boolean;
  readonly access: RoomAccess;
  readonly history: HistoryVisibility;
  readonly encrypted: boolean;
  /** Stands in the directory of rooms. */
  readonly listed?: boolean;
  /** Space into which it is put. */
  readonly spaceId?: string;
  readonly invite: readonly string[];
}

export interface DirectoryPage {
  readonly rooms: readonly RoomPreview[];
  /** For the next page; undefined on the last one. */
  readonly next?: string;
  readonly total?: number;
}

export interface RoomVersions {
  readonly default: string;
  readonly stable: readonly string[];
}

/** A setting of a room that is written as a whole. */
export type RoomChange =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "topic"; readonly topic: string }
  | { readonly kind: "picture"; readonly file: File | undefined }
  | { readonly kind: "alias"; readonly localpart: string | undefined }
  | { readonly kind: "access"; readonly access: RoomAccess }
  | { readonly kind: "history"; readonly history: HistoryVisibility }
  /** Cannot be taken back. */
  | { readonly kind: "encryption" }
  | { readonly kind: "calls-encrypted"; readonly encrypted: boolean }
  | { readonly kind: "levels"; readonly levels: Readonly<Record<string, unknown>> };

/**
 * Everything that is done to rooms beyond reading and writing in them: loaded when it is first
 * needed. Every method throws MatrixFailure, and acts for the engine that runs at that moment.
 */
export interface RoomWork {
  setLowPriority(roomId: string, lowPriority: boolean): Promise<void>;
  setNotifications(roomId: string, level: NotificationLevel): Promise<void>;
  setMarkedUnread(roomId: string, unread: boolean): Promise<void>;
  /** Everything in the room counts as read, without opening it. */
  markRead(roomId: string): Promise<void>;

  /** The settings for as long as somebody looks at them. */
  settings(roomId: string): {
    readonly value: Observable<RoomSettings | undefined>;
    readonly close: () => void;
  };
  change(roomId: string, change: RoomChange): Promise<void>;
  setRole(roomId: string, userId: string, power: number): Promise<void>;
  isListed(roomId: string): Promise<boolean>;
  setListed(roomId: string, listed: boolean): Promise<void>;
  /** Undefined where the room lets every server in. */
  serverAcl(roomId: string): Promise<ServerAcl | undefined>;
  versions(): Promise<RoomVersions>;
  /** Closes the room and makes one that continues it. @returns the id of the new room */
  upgrade(roomId: string, version: string): Promise<string>;
  /** Enters the room that continues a closed one; favourites, silence and person go along. */
  followUpgrade(roomId: string): Promise<string>;

  /** @throws MatrixFailure `rate-limited` with `retryAfter`, `forbidden` where the server refuses the person */
  invite(roomId: string, userId: string): Promise<void>;
  /**
   * Invites many, a few at the same time, and waits where the server asks for patience. Never throws:
   * what failed is told for each person. Those under way when `signal` ends are told of as they turn
   * out; all others not told of are still to be invited.
   */
  inviteMany(
    roomId: string,
    userIds: readonly string[],
    options: {
      readonly signal: AbortSignal;
      readonly onResult: (result: InviteResult) => void;
      /** The server asks to wait, in milliseconds. */
      readonly onWaiting: (milliseconds: number) => void;
    },
  ): Promise<void>;
  remove(roomId: string, userId: string, reason?: string): Promise<void>;
  ban(roomId: string, userId: string, reason?: string): Promise<void>;
  unban(roomId: string, userId: string): Promise<void>;
  banned(roomId: string): Promise<readonly BannedPerson[]>;

  /** @param via servers through which the room can be reached */
  preview(idOrAlias: string, via: readonly string[]): Promise<RoomPreview>;
  join(idOrAlias: string, via: readonly string[]): Promise<string>;
  /** Asks to be let in. @returns the room's id */
  knock(idOrAlias: string, via: readonly string[], reason: string): Promise<string>;

  create(options: NewRoomOptions): Promise<string>;
  /** @param since `next` of the page before */
  directory(term: string, since?: string): Promise<DirectoryPage>;
  /** Servers that can be named in a link to the room. */
  via(roomId: string): readonly string[];

  /** What a space contains, itself left out; at most `most` entries. */
  hierarchy(spaceId: string): Promise<readonly SpaceEntry[]>;
  addToSpace(spaceId: string, roomId: string): Promise<void>;
  removeFromSpace(spaceId: string, roomId: string): Promise<void>;
  setSuggested(spaceId: string, roomId: string, suggested: boolean): Promise<void>;
  /** Puts the children into this order. */
  orderSpace(spaceId: string, roomIds: readonly string[]): Promise<void>;
}
