import type { RoomWork } from "@plenum/matrix";
import { POWER_OF_ROLE, moderationStateSchema, type ModerationActBody } from "@plenum/model";
import type { ApiClient } from "../api/client.ts";
import { ApiError } from "../api/problem-error.ts";

/** What is done to one person of a room. */
export type MemberActBody = Extract<
  ModerationActBody,
  { act: "remove" | "ban" | "unban" | "change-role" }
>;

/** Where an act goes. */
export interface ActPlace {
  readonly api: Pick<ApiClient, "authorised">;
  readonly work: () => Promise<Pick<RoomWork, "remove" | "ban" | "unban" | "setRole">>;
  readonly roomId: string;
  /** Whether the appservice keeps the room. */
  readonly isConference: boolean;
}

/**
 * Does something to a person of a room. In a conference room by the one endpoint for it, which keeps what two
 * moderators do at once apart and has the call follow; in every other room by Matrix itself, and so in one of
 * another agency, whose endpoint does not know us.
 * @throws ApiError or what Matrix fails with
 */
export async function actOnMember(place: ActPlace, body: MemberActBody): Promise<void> {
  const { api, work, roomId, isConference } = place;
  if (isConference) {
    try {
      const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/moderation`;
      await api.authorised({ method: "POST", path, body, answer: moderationStateSchema });
      return;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "not-a-conference") throw error;
    }
  }
  const matrix = await work();
  switch (body.act) {
    case "remove":
      return matrix.remove(roomId, body.userId, body.reason);
    case "ban":
      return matrix.ban(roomId, body.userId, body.reason);
    case "unban":
      return matrix.unban(roomId, body.userId);
    case "change-role":
      return matrix.setRole(roomId, body.userId, POWER_OF_ROLE[body.role]);
    default:
      return body satisfies never;
  }
}
