import type { AgencySwitches, OpenIdToken } from "@plenum/model";
import type { AccountData } from "./account-data.ts";
import type { Calls } from "./calls.ts";
import type { Conferences } from "./conferences.ts";
import type { Devices } from "./devices.ts";
import type { AccountDrafts } from "./drafts.ts";
import type { Encryption } from "./encryption.ts";
import type { MediaAccess } from "./media.ts";
import type { MessageAccess } from "./messages.ts";
import type { Observable } from "./observable.ts";
import type { People } from "./people.ts";
import type { Push } from "./push.ts";
import type { RoomHandle } from "./room-handle.ts";
import type { MessageSearch } from "./search.ts";
import type { RoomWork } from "./room-work.ts";
import type { RoomSummary } from "./rooms.ts";
import type { Scheduled } from "./scheduled.ts";
import type { Reading } from "./threads.ts";

export interface ServerInfo {
  readonly baseUrl: string;
  /** Login types that the server offers, e.g. `m.login.password`, `m.login.sso`. */
  readonly loginFlows: readonly LoginFlow[];
}
export interface LoginFlow {
  readonly type: string;
  readonly identityProviders: readonly { readonly id: string; readonly name: string }[];
}

/** What a browser keeps to be signed in. Stored by `sessionStore`, never logged. */
export interface SessionCredentials {
  readonly baseUrl: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Set for a guest: the one room that the account may see. */
  readonly guestOf?: string;
}

export type ConnectionState =
  | { readonly kind: "starting" }
  | { readonly kind: "live" }
  /** The server cannot be reached; what is shown may be old. Retries by itself. */
  | { readonly kind: "offline"; readonly since: number }
  /**
   * The same session runs in another tab: two at once would spoil its keys. Nothing is requested.
   * Goes on by itself when the other tab closes; `takeOver` stops the other one at once (it then
   * shows `elsewhere` itself). Room handles that were open before have to be opened anew.
   */
  | { readonly kind: "elsewhere"; readonly takeOver: () => void }
  | { readonly kind: "signed-out"; readonly reason: "token-expired" | "by-user" | "deactivated" };

export interface MatrixSession {
  readonly userId: string;
  readonly deviceId: string;
  readonly serverName: string;
  readonly guestOf?: string;
  readonly connection: Observable<ConnectionState>;
  readonly profile: Observable<{ readonly displayName: string; readonly avatarMxc?: string }>;
  /** All rooms known so far, changed rooms get a new object; unchanged ones keep theirs. */
  readonly rooms: Observable<ReadonlyMap<string, RoomSummary>>;
  /** True as soon as the first window of rooms is there and can be worked with. */
  readonly roomsReady: Observable<boolean>;
  /**
   * Set while rooms are shown as this device saw them last: milliseconds since the epoch from when
   * that is. Undefined as soon as every room is as the server has it.
   */
  readonly lastState: Observable<{ readonly at: number } | undefined>;
  readonly encryption: Encryption;
  readonly devices: Devices;
  readonly media: MediaAccess;
  readonly messages: MessageAccess;
  readonly accountData: AccountData;
  /** People beyond the rooms, and how one is seen oneself; loaded when it is first asked for. */
  people(): Promise<People>;
  /** Calls that ring; loaded when they are first asked for. */
  calls(): Promise<Calls>;
  /** Floor, hands and locks of the rooms' calls; loaded when they are first asked for. */
  conferences(): Promise<Conferences>;
  readonly search: MessageSearch;
  /** Drafts in the account; loaded when they are first asked for. */
  drafts(): Promise<AccountDrafts>;
  /** Messages for later; loaded when they are first asked for. */
  scheduled(): Promise<Scheduled>;
  readonly push: Push;
  /** The room, for as long as somebody looks at it: close it when the view goes. */
  openRoom(roomId: string): RoomHandle;
  readonly reading: Reading;
  /** Settings, members' roles, spaces, directory; loaded at the first call. Not for guests. */
  roomWork(): Promise<RoomWork>;
  /** The room is about to be opened: has its messages fetched and made ready to be shown. */
  prefetchRoom(roomId: string): void;
  createRoom(options: {
    name: string;
    topic?: string;
    encrypted: boolean;
    invite: readonly string[];
    direct?: boolean;
  }): Promise<string>;
  joinRoom(roomIdOrAlias: string): Promise<string>;
  leaveRoom(roomId: string): Promise<void>;
  setFavourite(roomId: string, favourite: boolean): Promise<void>;
  /** Existing direct message with the person, or a new encrypted one. */
  directRoomWith(userId: string): Promise<string>;
  searchPeople(term: string): Promise<
    readonly {
      readonly userId: string;
      readonly displayName: string;
      readonly avatarMxc?: string;
    }[]
  >;
  openIdToken(): Promise<OpenIdToken>;
  start(): Promise<void>;
  /** Stops every request and timer; the session can be started again from its credentials. */
  stop(): void;
  signOut(): Promise<void>;
}

/** The entry points, implemented in this package. */
export interface MatrixEntry {
  serverInfo(baseUrl: string): Promise<ServerInfo>;
  signInWithPassword(options: {
    baseUrl: string;
    user: string;
    password: string;
    deviceName: string;
  }): Promise<SessionCredentials>;
  /** Loads matrix-js-sdk and crypto lazily; resolves before the first sync. */
  openSession(
    credentials: SessionCredentials,
    events: { credentialsChanged(credentials: SessionCredentials): void },
    agency?: AgencySwitches,
  ): Promise<MatrixSession>;
}
