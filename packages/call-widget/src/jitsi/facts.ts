/** Reads what the conference knows of its participants into plain facts. */
import { z } from "zod";
import { isPhoneUserId, phoneName, phoneUserId, userIdSchema } from "@plenum/model";
import type { ParticipantFact, SourceFact } from "../state/participants.ts";
import type { JitsiParticipant, JitsiRemoteTrack } from "./library-types.ts";

/** What the gateway for telephones says of itself, and nobody else. */
const JIGASI = "http://jitsi.org/protocol/jigasi";

const identitySchema = z.object({
  user: z.object({ id: userIdSchema.optional().catch(undefined), name: z.string().optional() }),
});

const sourceInfoSchema = z.record(
  z.string(),
  z.object({ muted: z.boolean().default(false), videoType: z.string().optional() }),
);

/** What a participant says in its presence about its sources, by name. */
export type SourceInfo = z.infer<typeof sourceInfoSchema>;

/** Something that somebody sends: a track, and what is said about it. */
export interface RemoteSource extends SourceFact {
  readonly participantId: string;
  readonly name: string;
  readonly track: JitsiRemoteTrack;
}

/** Reads the presence element `SourceInfo`; what can't be read says nothing. */
export function parseSourceInfo(node: unknown): SourceInfo {
  const value: unknown =
    typeof node === "object" && node !== null ? Reflect.get(node, "value") : undefined;
  if (typeof value !== "string") return {};
  try {
    return sourceInfoSchema.catch({}).parse(JSON.parse(value));
  } catch {
    return {};
  }
}

/**
 * The sources of a participant. Presence is asked first: builds of 2022 keep only one state
 * for all pictures of a person, so that a stopped screen would switch the camera off as well.
 */
export function sourcesOf(
  participant: JitsiParticipant,
  info: SourceInfo | undefined,
): readonly RemoteSource[] {
  return participant.getTracks().map((track) => {
    const name = track.getSourceName?.() ?? participant.getId();
    const said = info?.[name];
    const videoType = said ? (said.videoType ?? "camera") : track.getVideoType?.();
    const isScreen = videoType?.startsWith("desktop") ?? false;
    return {
      participantId: participant.getId(),
      name,
      track,
      kind: track.getType() === "audio" ? "audio" : isScreen ? "screen" : "camera",
      muted: said ? said.muted : track.isMuted(),
    };
  });
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
  if (!parsed.success) return phoneIdentity(participant);
  const { id, name } = parsed.data.user;
  return {
    ...(id === undefined ? {} : { userId: id }),
    ...(name === undefined ? {} : { name }),
  };
}

/** A telephone has no token. Whoever has one cannot pass for a telephone by saying so. */
function phoneIdentity(participant: JitsiParticipant): { userId?: string } {
  if (participant.hasFeature?.(JIGASI) !== true) return {};
  const userId = phoneUserId(participant.getId());
  return userId === undefined ? {} : { userId };
}

/** The facts about one participant. The name of the token wins over the self-given one. */
export function factOf(
  participant: JitsiParticipant,
  info: SourceInfo | undefined,
): ParticipantFact {
  const { userId, name } = identityOf(participant);
  const called = name ?? participant.getDisplayName() ?? "";
  const sources: SourceFact[] = sourcesOf(participant, info).map(({ kind, muted }) => ({
    kind,
    muted,
  }));
  // Before media flows there are no tracks, but whether the microphone is on is known already.
  const spoken = Object.entries(info ?? {}).filter(([source]) => /-a\d+$/.test(source));
  if (!sources.some(({ kind }) => kind === "audio")) {
    sources.push(...spoken.map(([, { muted }]) => ({ kind: "audio" as const, muted })));
  }
  return {
    id: participant.getId(),
    ...(userId === undefined ? {} : { userId }),
    displayName: userId !== undefined && isPhoneUserId(userId) ? phoneName(called) : called,
    isModerator: participant.isModerator(),
    sources,
  };
}
