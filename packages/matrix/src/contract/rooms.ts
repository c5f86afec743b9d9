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
