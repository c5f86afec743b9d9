import { isPhoneUserId } from "@plenum/model";
import { useMemo } from "react";
import type { ReactNode } from "react";
import type { Call, RaisedHand } from "../contract/index.ts";
import { type Describe, useCallPart } from "../views/use-call.ts";
import type { ListedName } from "./list-props.ts";
import { seenHands } from "./seen-hands.ts";
import { SpeakingList } from "./speaking-list.tsx";

const NO_HANDS: readonly RaisedHand[] = [];

/** The speaking list in a call. */
export default function CallList({
  call,
  describe,
}: {
  call: Call;
  describe: Describe | undefined;
}): ReactNode {
  const participants = useCallPart(call, (snapshot) => snapshot.participants);
  const { list, control, locks, lecture, busy, problem } = useCallPart(call, ({ floor }) => floor);
  const { room = NO_HANDS, may } = useCallPart(call, (snapshot) => snapshot.hands);
  const hands = useMemo(() => seenHands(room), [room]);
  const self = participants.find(({ isLocal }) => isLocal);
  const nameOf = (userId: string): ListedName | undefined => {
    const one = participants.find((participant) => participant.userId === userId);
    // Whoever is in the room and not in the call is known to the host alone.
    const known = describe?.(one ?? absent(userId)) ?? {};
    const name = known.name ?? one?.displayName;
    if (name === undefined || name === "") return undefined;
    const { organisation } = known;
    return { name, ...(organisation === undefined ? {} : { organisation }) };
  };
  return (
    <SpeakingList
      list={list}
      hands={hands}
      ownUserId={self?.userId}
      nameOf={nameOf}
      phones={participants.flatMap(({ userId = "" }) => (isPhoneUserId(userId) ? [userId] : []))}
      mayRaise={may}
      onRaise={(kind) => call.raiseHand(kind !== undefined, kind)}
      onCommand={
        control?.floor === true
          ? (command) => void call.changeFloor({ kind: "list", command })
          : undefined
      }
      busy={busy}
      problem={problem}
      locked={
        control?.conference === true && !lecture
          ? {
              on: locks.audio,
              change: (locked) => void call.changeFloor({ kind: "lock", media: "audio", locked }),
            }
          : undefined
      }
    />
  );
}

/** As `describe` wants to have somebody. */
function absent(userId: string): Parameters<Describe>[0] {
  return {
    id: userId,
    userId,
    displayName: "",
    isLocal: false,
    isModerator: false,
    isGuest: false,
    audioMuted: true,
    videoMuted: true,
    sharingScreen: false,
    dominant: false,
  };
}
