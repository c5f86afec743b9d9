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
