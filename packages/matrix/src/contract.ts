/**
 * What the rest of the client sees of Matrix. Nothing outside this package imports
 * matrix-js-sdk, and nothing of it leaks through these types: they are plain, immutable data.
 */
import type { OpenIdToken } from "@plenum/model";

/** A value that changes. `get` is cheap and returns the same reference until the next change. */
export interface Observable<T> {
  get(): T;
  /** @returns the function that unsubscribes */
  subscribe(listener: () => void): () => void;
}

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

export type MatrixErrorCode =
  | "wrong-password"
  | "deactivated"
  | "rate-limited"
  | "unreachable"
  | "signed-out"
  | "forbidden"
  | "not-found"
  | "too-large"
  | "bad-recovery-code"
  /** The server wants the password again before it changes keys: `setUp({ password })`. */
  | "password-needed"
  | "unknown";

/** Every failure of this package. */
export interface MatrixFailure extends Error {
  readonly code: MatrixErrorCode;
  /** Milliseconds after which trying again makes sense. */
  readonly retryAfter?: number;
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

export interface RoomSummary {
  readonly id: string;
  readonly name: string;
  readonly avatarMxc?: string;
  readonly topic?: string;
  readonly isSpace: boolean;
  readonly isDirect: boolean;
  /** The other person of a direct message. */
  readonly directUserId?: string;
  readonly membership: "join" | "invite" | "knock" | "leave";
  /** Who invites: user id, and the name under which that person is known. */
  readonly invitedBy?: string;
  readonly inviterName?: string;
  readonly encrypted: boolean;
  /** Conference room made by the appservice: guests can be let in. */
  readonly isConference: boolean;
  readonly unread: number;
  readonly mentions: number;
  readonly muted: boolean;
  readonly favourite: boolean;
  readonly lowPriority: boolean;
  /** Milliseconds since the epoch; what the list is sorted by. */
  readonly lastActivity: number;
  readonly preview?: { readonly sender: string; readonly text: string };
  /** Spaces that contain this room. */
  readonly spaces: readonly string[];
  /** User ids of those in the call right now (expired memberships left out). */
  readonly callMembers: readonly string[];
}

export interface Member {
  readonly userId: string;
  readonly displayName: string;
  readonly avatarMxc?: string;
  readonly membership: "join" | "invite" | "knock" | "leave" | "ban";
  readonly powerLevel: number;
  readonly isGuest: boolean;
  /** Server name; names from elsewhere always carry their organisation. */
  readonly server: string;
}

export type SendState =
  | { readonly kind: "sent" }
  | { readonly kind: "sending" }
  | { readonly kind: "failed"; readonly code: MatrixErrorCode };

export type MessageBody =
  | {
      readonly kind: "text";
      readonly style: "normal" | "notice" | "emote";
      readonly body: string;
      /** Unsanitised HTML of the sender: only to be shown through the one sanitiser. */
      readonly html?: string;
    }
  | {
      readonly kind: "file";
      readonly media: "image" | "video" | "audio" | "file";
      readonly name: string;
      readonly caption?: string;
      readonly mimeType: string;
      readonly size?: number;
      readonly width?: number;
      readonly height?: number;
      readonly source: MediaSource;
    }
  | { readonly kind: "redacted" }
  | {
      readonly kind: "undecryptable";
      readonly reason: "no-key" | "sent-before-you" | "untrusted" | "unknown";
    }
  | { readonly kind: "unsupported"; readonly type: string; readonly fallback?: string };

/** Opaque to views: hand it to `session.media`. */
export interface MediaSource {
  readonly mxc: string;
  readonly encrypted?: unknown;
}

export type TimelineItem =
  | {
      readonly kind: "message";
      /** Stable through local echo: the transaction id first, then still the same key. */
      readonly key: string;
      readonly eventId?: string;
      readonly sender: Member;
      readonly own: boolean;
      readonly timestamp: number;
      readonly body: MessageBody;
      readonly edited: boolean;
      readonly replyTo?: {
        readonly eventId: string;
        readonly sender: string;
        readonly preview: string;
      };
      readonly reactions: readonly {
        readonly key: string;
        readonly count: number;
        readonly own: boolean;
      }[];
      readonly send: SendState;
      readonly mentionsMe: boolean;
    }
  | {
      readonly kind: "change";
      readonly key: string;
      readonly timestamp: number;
      readonly sender: Member;
      readonly change:
        | {
            readonly type: "joined" | "left" | "invited" | "removed" | "knocked";
            readonly target: Member;
          }
        | { readonly type: "renamed"; readonly name: string }
        | { readonly type: "topic"; readonly topic: string }
        | { readonly type: "encryption" }
        | { readonly type: "created" }
        | { readonly type: "call-joined" | "call-left" }
        | { readonly type: "other"; readonly eventType: string };
    };

export interface TimelineSnapshot {
  readonly items: readonly TimelineItem[];
  readonly canLoadOlder: boolean;
  readonly loadingOlder: boolean;
  /** Event id after which everything is unread. */
  readonly readUpTo?: string;
  readonly typing: readonly Member[];
}

/** A room while somebody looks at it. Close it when the view goes. */
export interface RoomHandle {
  readonly id: string;
  readonly summary: Observable<RoomSummary | undefined>;
  readonly members: Observable<readonly Member[]>;
  readonly timeline: Observable<TimelineSnapshot>;
  /** Those in the call, one entry a device. */
  readonly callMembers: Observable<
    readonly {
      readonly userId: string;
      readonly deviceId: string;
      readonly displayName: string;
      readonly since: number;
    }[]
  >;
  readonly myPowerLevel: Observable<number>;
  loadOlder(): Promise<void>;
  /** Local echo at once; a failure stays in the timeline. Markdown-rendered html is optional. */
  sendText(
    text: string,
    options?: { html?: string; replyTo?: string; emote?: boolean; mentions?: readonly string[] },
  ): void;
  sendFile(file: File, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<void>;
  edit(eventId: string, text: string, html?: string): void;
  redact(eventId: string, reason?: string): Promise<void>;
  react(eventId: string, key: string): Promise<void>;
  /** @param key of a timeline item whose `send` is failed */
  retry(key: string): void;
  discard(key: string): void;
  markRead(): void;
  setTyping(typing: boolean): void;
  invite(userId: string): Promise<void>;
  /** Writes this device's call membership and keeps a delayed event that clears it (MSC4140). */
  announceCall(): Promise<CallAnnouncement>;
  close(): void;
}

/** This device's membership in the call of a room; `leave` clears it. */
export interface CallAnnouncement {
  leave(): Promise<void>;
}

export type EncryptionStatus =
  | { readonly kind: "unknown" }
  /** First device of the account: `setUp` has to run. */
  | { readonly kind: "not-set-up" }
  /** The account has keys that this device does not hold: ask for the recovery code. */
  | { readonly kind: "needs-recovery-code" }
  | { readonly kind: "ready"; readonly recoveryCodeSaved: boolean };

export interface Encryption {
  readonly status: Observable<EncryptionStatus>;
  /**
   * Cross-signing, secret storage and key backup in one step, without a question.
   * The server asks for a password only if the account had keys before.
   * @returns the recovery code to print or to save
   * @throws MatrixFailure `password-needed`, `wrong-password`
   */
  setUp(options?: { readonly password?: string }): Promise<{ recoveryCode: string }>;
  /** @throws MatrixFailure `bad-recovery-code` */
  recover(recoveryCode: string): Promise<void>;
  confirmRecoveryCodeSaved(): Promise<void>;
}

export interface MediaAccess {
  /** Object URL of a (decrypted) file; release it when the view goes. */
  load(
    source: MediaSource,
    mimeType: string,
    signal?: AbortSignal,
  ): Promise<{ url: string; release(): void }>;
  /** Object URL of an avatar or thumbnail, shared and cached; undefined while it loads. */
  thumbnail(mxc: string, size: number): Observable<string | undefined>;
}

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
  readonly encryption: Encryption;
  readonly media: MediaAccess;
  openRoom(roomId: string): RoomHandle;
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
  ): Promise<MatrixSession>;
}
