import type { JoinRule, RoomPreview, RoomSummary } from "@plenum/matrix";

/** What somebody outside of a room can do, and the sentence that says how it stands. */
export interface WaysIn {
  readonly open: boolean;
  readonly join: boolean;
  readonly knock: boolean;
  readonly withdraw: boolean;
  readonly sentence:
    | "inside"
    | "invited"
    | "waiting"
    | "banned"
    | "public"
    | "ask"
    | "spaceOrAsk"
    | "space"
    | "closed";
}

const NONE = { open: false, join: false, knock: false, withdraw: false };

/** @param membership one's own, as far as it is known */
export function waysIn(membership: RoomPreview["membership"], rule: JoinRule): WaysIn {
  switch (membership) {
    case "join":
      return { ...NONE, open: true, sentence: "inside" };
    case "invite":
      return { ...NONE, join: true, withdraw: true, sentence: "invited" };
    case "knock":
      return { ...NONE, withdraw: true, sentence: "waiting" };
    case "ban":
      return { ...NONE, sentence: "banned" };
    case "leave":
      return byRule(rule);
    default:
      return membership satisfies never;
  }
}

function byRule(rule: JoinRule): WaysIn {
  switch (rule) {
    case "public":
      return { ...NONE, join: true, sentence: "public" };
    case "knock":
      return { ...NONE, knock: true, sentence: "ask" };
    case "knock_restricted":
      return { ...NONE, knock: true, join: true, sentence: "spaceOrAsk" };
    case "restricted":
      return { ...NONE, join: true, sentence: "space" };
    case "invite":
      return { ...NONE, sentence: "closed" };
    default:
      return rule satisfies never;
  }
}

/**
 * A room as the list knows it, for where the server describes it to nobody: one that one is invited
 * into, or waits before. Undefined for all others.
 */
export function previewOfSummary(summary: RoomSummary | undefined): RoomPreview | undefined {
  if (summary?.membership !== "invite" && summary?.membership !== "knock") return undefined;
  const { id, name, topic, avatarMxc, alias, isSpace, encrypted, membership } = summary;
  return {
    id,
    name,
    ...(topic === undefined ? {} : { topic }),
    ...(avatarMxc === undefined ? {} : { avatarMxc }),
    ...(alias === undefined ? {} : { alias }),
    isSpace,
    encrypted,
    membership,
    members: 0,
    rule: "invite",
  };
}
