/** Reads what the conference knows of its participants into plain facts. */
import { z } from "zod";
import { userIdSchema } from "@plenum/model";
import type { ParticipantFact, SourceFact } from "../state/participants.ts";
import type { JitsiParticipant, JitsiTrack } from "./library-types.ts";

const identitySchema = z.object({
  user: z.object({ id: userIdSchema.optional().catch(undefined), name: z.string().optional() }),
});

/** Which of the three kinds of source a track is. */
export function sourceKind(track: JitsiTrack): SourceFact["kind"] {
  if (track.getType() === "audio") return "audio";
  return track.getVideoType?.() === "desktop" ? "screen" : "camera";
}

/**
 * The user behind a participant. The server copies `context.user` of the verified token into the
 * presence; what the participant writes there itself is not looked at.
 */
export function identityOf(participant: JitsiParticipant): { userId?: string; name?: string } {
  const raw: unknown =
    participant.getIdentity?.() ??
    // Builds of 2022 know it but have no way to ask for it.
    Reflect.get(participant, "_identity");
  const parsed = identitySchema.safeParse(raw);
  if (!parsed.success) return {};
  const { id, name } = parsed.data.user;
  return {
    ...(id === undefined ? {} : { userId: id }),
    ...(name === undefined ? {} : { name }),
  };
}

/** The facts about one participant. The name of the token wins over the self-given one. */
export function factOf(participant: JitsiParticipant): ParticipantFact {
  const { userId, name } = identityOf(participant);
  return {
    id: participant.getId(),
    ...(userId === undefined ? {} : { userId }),
    displayName: name ?? participant.getDisplayName() ?? "",
    isModerator: participant.isModerator(),
    sources: participant
      .getTracks()
      .map((track) => ({ kind: sourceKind(track), muted: track.isMuted() })),
  };
}
