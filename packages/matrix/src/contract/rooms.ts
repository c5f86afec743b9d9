/** What is unread in the main timeline of a room or in one of its threads. */
export interface UnreadConversation {
  /** Id of the first message of the thread; missing for the main timeline. */
  readonly threadId?: string;
  /** First words of the thread's first message, where it is loaded. */
  readonly threadTitle?: string;
  /** 100 means: that many or more. */
  readonly unread: number;
  readonly mentions: number;
  /** Where reading goes on. */
  readonly firstEventId?: string;
  /** Milliseconds since the epoch, of the newest message. */
  readonly lastTimestamp: number;
  /** A few of the newest, oldest first; a mention is among them where there is one. */
  readonly messages: readonly UnreadMessage[];
}

export interface UnreadMessage {
  readonly eventId: string;
  readonly senderId: string;
  readonly senderName: string;
  /** One line; empty for what has no words, or cannot be read yet. */
  readonly text: string;
  readonly timestamp: number;
  readonly mention: boolean;
  /** A call that nobody answered. */
  readonly missedCall?: true;
}

/** How much a room calls for attention; `default` follows the account's general setting. */
export type NotificationLevel = "default" | "all" | "mentions" | "none";

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
  /** It is written down who takes part in its calls. */
  readonly keepsAttendance?: true;
  /** Of the main timeline and all threads together: the sum of `conversations`. */
  readonly unread: number;
  readonly mentions: number;
  /** Only where something is unread; the main timeline first. */
  readonly conversations: readonly UnreadConversation[];
  /** False while more is being loaded that may be unread: the numbers are the least there is. */
  readonly countsExact: boolean;
  /** Of its messages at most mentions are worth a sound. */
  readonly muted: boolean;
  readonly notifications: NotificationLevel;
  /** Put back by hand to be read later. */
  readonly markedUnread: boolean;
  readonly favourite: boolean;
  readonly lowPriority: boolean;
  /** Milliseconds since the epoch; what the list is sorted by. */
  readonly lastActivity: number;
  readonly preview?: { readonly sender: string; readonly text: string };
  /** Spaces that contain this room. */
  readonly spaces: readonly string[];
  /** Rooms that a space contains, in its order; empty for a room. */
  readonly children: readonly string[];
  /** The address under which a room can be found, e.g. `#haushalt:example.org`. */
  readonly alias?: string;
  /** The room was closed; where it goes on, if that is said credibly. */
  readonly closed?: { readonly replacement?: string; readonly by: string };
  /** The room that this one continues. */
  readonly predecessor?: string;
  /** One may read here, but not write; missing where one may. */
  readonly readOnly?: true;
  /** How many wait to be let into the conference, for whoever may let them in; missing where nobody does. */
  readonly waiting?: number;
  /** User ids of those in the call right now (expired memberships left out). */
  readonly callMembers: readonly string[];
}
