export interface Member {
  readonly userId: string;
  readonly displayName: string;
  readonly avatarMxc?: string;
  readonly membership: "join" | "invite" | "knock" | "leave" | "ban";
  readonly powerLevel: number;
  readonly isGuest: boolean;
  /** Why somebody asks to join, was removed or banned, in their or another's own words. */
  readonly reason?: string;
  /** Server name; names from elsewhere always carry their organisation. */
  readonly server: string;
}
