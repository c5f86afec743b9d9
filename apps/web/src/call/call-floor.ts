import type {
  ActProblem,
  FloorChange,
  FloorProblem,
  HostFloor,
  HostFloorState,
  HostHands,
  HostModeration,
  RaisedHand,
} from "@plenum/call-widget";
import type { Conferences, ConferenceState, MatrixErrorCode, MatrixSession } from "@plenum/matrix";
import type { ModerationActBody } from "@plenum/model";
import { z } from "zod";
import { createStore } from "zustand/vanilla";
import type { ApiClient } from "../api/client.ts";
import { ApiError } from "../api/problem-error.ts";
import { failureCode } from "../session/failure.ts";

/** Lecture, locks, floor and hands of one room, as its call wants to have them. */
export interface CallFloor {
  readonly floor: HostFloor;
  readonly hands: HostHands;
  readonly moderation: HostModeration;
  /** Follows the room from now on. */
  readonly open: () => void;
  readonly close: () => void;
}

interface Known {
  readonly floor: HostFloorState | undefined;
  readonly hands: readonly RaisedHand[];
}

const NOTHING: Known = { floor: undefined, hands: [] };

/** Ties what moderators do in a call to the call's room, and the room's hands to the call. */
export function createCallFloor(deps: {
  session: Pick<MatrixSession, "conferences">;
  api: Pick<ApiClient, "applyConference" | "giveFloor" | "authorised">;
  roomId: string;
}): CallFloor {
  const { session, api, roomId } = deps;
  const store = createStore<Known>(() => NOTHING);
  let stop: (() => void) | undefined;
  let wanted = false;

  const follow = async (): Promise<void> => {
    const conferences = await session.conferences();
    if (!wanted || stop !== undefined) return;
    const { value, close } = conferences.watch(roomId);
    const read = (): void => store.setState(known(store.getState(), value.get()), true);
    const unsubscribe = value.subscribe(read);
    stop = () => {
      unsubscribe();
      close();
    };
    read();
  };

  // Of conference rooms the appservice writes the state, so that two moderators do not overwrite each other.
  const write = async (change: FloorChange, conferences: Conferences): Promise<void> => {
    const moderated = store.getState().floor?.isConference === true;
    switch (change.kind) {
      case "lecture":
        if (!moderated) return conferences.setLecture(roomId, change.on);
        return moderate(api, roomId, { act: "lecture", locked: change.on });
      case "lock":
        if (!moderated) return conferences.setLock(roomId, change.media, change.locked);
        return moderate(api, roomId, { act: LOCK_ACT[change.media], locked: change.locked });
      case "moderator":
        if (!moderated) return conferences.makeModerator(roomId, change.userId);
        return moderate(api, roomId, {
          act: "change-role",
          userId: change.userId,
          role: "moderator",
        });
      case "list":
        return conferences.lead(roomId, change.command);
      case "floor":
        return api.giveFloor(roomId, change.userId, change.given);
      default:
        return change satisfies never;
    }
  };

  return {
    floor: {
      state: { get: () => store.getState().floor, subscribe: store.subscribe },
      async change(change) {
        try {
          await write(change, await session.conferences());
        } catch (error) {
          return problemOf(error);
        }
        // What the appservice has changed it has applied; so it will with the list, which it keeps.
        const applied = change.kind === "floor" || change.kind === "list";
        if (applied || store.getState().floor?.isConference === true) return undefined;
        try {
          await api.applyConference(roomId);
          return undefined;
        } catch {
          return "not-applied";
        }
      },
    },
    moderation: {
      async act(act) {
        try {
          await moderate(api, roomId, act);
          return undefined;
        } catch (error) {
          return actProblemOf(error);
        }
      },
    },
    hands: {
      raised: { get: () => store.getState().hands, subscribe: store.subscribe },
      raise: async (up, kind) => (await session.conferences()).raiseHand(roomId, up, kind),
      lower: async (userId) => (await session.conferences()).lowerHand(roomId, userId),
    },
    open() {
      wanted = true;
      // Without it a call has no hands and no floor, and is a call nevertheless.
      void follow().catch(() => undefined);
    },
    close() {
      wanted = false;
      stop?.();
      stop = undefined;
    },
  };
}

const LOCK_ACT = {
  audio: "lock-microphones",
  video: "lock-cameras",
  desktop: "lock-screens",
} as const;

async function moderate(
  api: Pick<ApiClient, "authorised">,
  roomId: string,
  body: ModerationActBody,
): Promise<void> {
  const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/moderation`;
  await api.authorised({ method: "POST", path, body, answer: z.unknown() });
}

/** Parts keep their object until something in them is different. */
function known(before: Known, state: ConferenceState | undefined): Known {
  if (state === undefined) return NOTHING;
  const { isConference, isListener, lecture, locks, holders, list, presenters, hands, may } = state;
  const floor = { isConference, isListener, lecture, locks, holders, list, presenters, may };
  return { floor: same(before.floor, floor) ? before.floor : floor, hands };
}

function same(before: HostFloorState | undefined, now: HostFloorState): boolean {
  return (
    before !== undefined &&
    before.isConference === now.isConference &&
    before.isListener === now.isListener &&
    before.lecture === now.lecture &&
    before.locks === now.locks &&
    before.holders === now.holders &&
    before.list === now.list &&
    before.presenters === now.presenters &&
    before.may === now.may
  );
}

const OF_MATRIX: Partial<Readonly<Record<MatrixErrorCode, FloorProblem>>> = {
  forbidden: "forbidden",
  "not-found": "not-a-conference",
  unreachable: "unreachable",
};
const OF_API: Partial<Readonly<Record<ApiError["code"], FloorProblem>>> = {
  forbidden: "forbidden",
  "not-a-member": "forbidden",
  "not-a-conference": "not-a-conference",
  conflict: "full",
  unreachable: "unreachable",
  "homeserver-unavailable": "unreachable",
  "database-unavailable": "unreachable",
  // It stands in the room by then.
  "conference-server-unavailable": "not-applied",
};

/** What went wrong with a change, in the words that the call has sentences for. */
export function problemOf(error: unknown): FloorProblem {
  const known = error instanceof ApiError ? OF_API[error.code] : OF_MATRIX[failureCode(error)];
  return known ?? "failed";
}

/** The same of an act on a person, of which the server says what stands in the way. */
export function actProblemOf(error: unknown): ActProblem {
  const obstacle = error instanceof ApiError ? error.obstacle : undefined;
  return obstacle === undefined || obstacle === "administrators" ? problemOf(error) : obstacle;
}
