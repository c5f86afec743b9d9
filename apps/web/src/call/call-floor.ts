import type {
  FloorChange,
  FloorProblem,
  HostFloor,
  HostFloorState,
  HostHands,
  RaisedHand,
} from "@plenum/call-widget";
import type { Conferences, ConferenceState, MatrixErrorCode, MatrixSession } from "@plenum/matrix";
import { createStore } from "zustand/vanilla";
import type { ApiClient } from "../api/client.ts";
import { ApiError } from "../api/problem-error.ts";
import { failureCode } from "../session/failure.ts";

/** Lecture, locks, floor and hands of one room, as its call wants to have them. */
export interface CallFloor {
  readonly floor: HostFloor;
  readonly hands: HostHands;
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
  api: Pick<ApiClient, "applyConference" | "giveFloor">;
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

  const write = async (change: FloorChange, conferences: Conferences): Promise<void> => {
    switch (change.kind) {
      case "lecture":
        return conferences.setLecture(roomId, change.on);
      case "lock":
        return conferences.setLock(roomId, change.media, change.locked);
      case "moderator":
        return conferences.makeModerator(roomId, change.userId);
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
        // The floor is applied by whoever gives it.
        if (change.kind === "floor") return undefined;
        try {
          await api.applyConference(roomId);
          return undefined;
        } catch {
          return "not-applied";
        }
      },
    },
    hands: {
      raised: { get: () => store.getState().hands, subscribe: store.subscribe },
      raise: async (up) => (await session.conferences()).raiseHand(roomId, up),
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

/** Parts keep their object until something in them is different. */
function known(before: Known, state: ConferenceState | undefined): Known {
  if (state === undefined) return NOTHING;
  const { isConference, lecture, locks, holders, presenters, hands, may } = state;
  const floor = { isConference, lecture, locks, holders, presenters, may };
  return { floor: same(before.floor, floor) ? before.floor : floor, hands };
}

function same(before: HostFloorState | undefined, now: HostFloorState): boolean {
  return (
    before !== undefined &&
    before.isConference === now.isConference &&
    before.lecture === now.lecture &&
    before.locks === now.locks &&
    before.holders === now.holders &&
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
  // It stands in the room by then.
  "conference-server-unavailable": "not-applied",
};

/** What went wrong with a change, in the words that the call has sentences for. */
export function problemOf(error: unknown): FloorProblem {
  const known = error instanceof ApiError ? OF_API[error.code] : OF_MATRIX[failureCode(error)];
  return known ?? "failed";
}
