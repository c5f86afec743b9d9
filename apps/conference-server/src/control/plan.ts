import {
  rightsUnder,
  type ControlMediaKind,
  type ControlStanding,
  type ControlWish,
} from "@plenum/model";

/** What can be sent, in the order in which it is told. */
export const MEDIA_KINDS: readonly ControlMediaKind[] = ["audio", "video", "desktop"];

/** What an endpoint is told of moderation, by kind of media: as lib-jitsi-meet knows it. */
export interface Moderation {
  /** Nobody sends this kind unasked. */
  readonly enabled: boolean;
  /** This one may nevertheless. */
  readonly approved: boolean;
}
export type ModerationByKind = Readonly<Record<ControlMediaKind, Moderation>>;

/** How one endpoint is treated. */
export interface Treatment {
  readonly standing: ControlStanding;
  /** Listens without being seen by others than moderators. */
  readonly hidden: boolean;
  readonly moderation: ModerationByKind;
}

/** One endpoint of a running conference. */
export interface Present {
  readonly endpointId: string;
  readonly userId: string;
  /** Role of the token, for whoever the wish does not name. */
  readonly tokenRole: ControlStanding["role"];
  /** How it is treated until now. */
  readonly treatment: Treatment;
}

/** What has to happen to one endpoint so that it is as the wish says. */
export interface Change {
  readonly endpointId: string;
  /** How it is to be treated from now on. */
  readonly treatment: Treatment;
  readonly roleChanged: boolean;
  readonly rightsChanged: boolean;
  readonly hiddenChanged: boolean;
  /** Kinds that it could send and cannot any more: its client is asked to mute them. */
  readonly silenced: readonly ControlMediaKind[];
  /** Kinds of whose moderation its client has to be told. */
  readonly moderated: readonly ControlMediaKind[];
}

const FREE: Moderation = { enabled: false, approved: false };

/** What a client believes that was told nothing yet. */
export const UNMODERATED: ModerationByKind = { audio: FREE, video: FREE, desktop: FREE };

/**
 * How somebody is to be treated under a wish: by that alone, whatever was before.
 * @param tokenRole role of the token
 */
export function treatmentUnder(
  wish: ControlWish,
  userId: string,
  tokenRole: ControlStanding["role"],
): Treatment {
  const standing = rightsUnder(wish, userId, tokenRole);
  const moderation = (kind: ControlMediaKind): Moderation => {
    const enabled = wish.locks[kind] || wish.mode === "stage" || !standing[kind];
    return { enabled, approved: enabled && standing[kind] };
  };
  return {
    standing,
    hidden:
      wish.mode === "stage" &&
      standing.role !== "moderator" &&
      !MEDIA_KINDS.some((kind) => standing[kind]),
    moderation: {
      audio: moderation("audio"),
      video: moderation("video"),
      desktop: moderation("desktop"),
    },
  };
}

/** What differs between how people are treated and how the wish wants it; nothing for who is right. */
export function planOf(wish: ControlWish, people: Iterable<Present>): Change[] {
  const result: Change[] = [];
  for (const { endpointId, userId, tokenRole, treatment: before } of people) {
    const treatment = treatmentUnder(wish, userId, tokenRole);
    const silenced = MEDIA_KINDS.filter(
      (kind) => before.standing[kind] && !treatment.standing[kind],
    );
    const moderated = MEDIA_KINDS.filter(
      (kind) => !sameModeration(before.moderation[kind], treatment.moderation[kind]),
    );
    const roleChanged = before.standing.role !== treatment.standing.role;
    const rightsChanged = MEDIA_KINDS.some(
      (kind) => before.standing[kind] !== treatment.standing[kind],
    );
    const hiddenChanged = before.hidden !== treatment.hidden;
    if (!roleChanged && !rightsChanged && !hiddenChanged && moderated.length === 0) continue;
    result.push({
      endpointId,
      treatment,
      roleChanged,
      rightsChanged,
      hiddenChanged,
      silenced,
      moderated,
    });
  }
  return result;
}

function sameModeration(a: Moderation, b: Moderation): boolean {
  return a.enabled === b.enabled && a.approved === b.approved;
}
