import { OwnTurn, SpeakingList } from "@plenum/call-widget/speaking-list";
import type { FloorChange, FloorProblem, HostValue } from "@plenum/call-widget";
import { speechKindOf } from "@plenum/model";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { useStore } from "zustand";
import { createCallFloor } from "../call/call-floor.ts";
import { useDescribe } from "../call/use-describe.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { SpeakingLog } from "./SpeakingLog.tsx";
import "./speaking-panel.css";

/** The speaking list of a room for those who read along without the call, and for whoever leads it. */
export default function SpeakingPanel({ handle }: PanelProps): ReactNode {
  const { instance } = useI18n();
  const { session, api, call } = useWorkspace();
  const roomId = handle.id;
  const describe = useDescribe(roomId);
  const room = useMemo(() => createCallFloor({ session, api, roomId }), [session, api, roomId]);
  useEffect(() => {
    room.open();
    return room.close;
  }, [room]);
  const floor = useHostValue(room.floor.state);
  const raised = useHostValue(room.hands.raised);
  const inCall = useStore(call, ({ current }) => current?.roomId === roomId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FloorProblem>();
  const change = useCallback(
    async (wish: FloorChange): Promise<void> => {
      setBusy(true);
      setProblem(await room.floor.change(wish));
      setBusy(false);
    },
    [room],
  );
  const hands = useMemo(
    () => raised.map(({ kind, ...hand }) => ({ ...hand, kind: speechKindOf(kind) })),
    [raised],
  );
  const list = floor?.list;
  const leads = floor?.may.floor === true;
  return (
    <I18nextProvider i18n={instance}>
      <div className="pl-speaking">
        <SpeakingList
          list={list}
          hands={hands}
          ownUserId={session.userId}
          nameOf={(userId) => {
            const { name, organisation } = describe(personOf(userId));
            if (name === undefined) return undefined;
            return { name, ...(organisation === undefined ? {} : { organisation }) };
          }}
          mayRaise={floor && floor.isListener !== true}
          onRaise={(kind) => {
            room.hands.raise(kind !== undefined, kind).then(
              () => setProblem(undefined),
              () => setProblem("failed"),
            );
          }}
          onCommand={leads ? (command) => void change({ kind: "list", command }) : undefined}
          busy={busy}
          problem={problem}
          locked={
            floor?.may.conference === true && !floor.lecture
              ? {
                  on: floor.locks.audio,
                  change: (locked) => void change({ kind: "lock", media: "audio", locked }),
                }
              : undefined
          }
        />
        {leads && session.guestOf === undefined ? <SpeakingLog roomId={roomId} /> : null}
        {inCall ? null : <OwnTurn list={list} hands={hands} ownUserId={session.userId} />}
      </div>
    </I18nextProvider>
  );
}

function useHostValue<T>(value: HostValue<T>): T {
  return useSyncExternalStore(
    useCallback((listener) => value.subscribe(listener), [value]),
    () => value.get(),
  );
}

/** As names are asked for. */
function personOf(userId: string): Parameters<ReturnType<typeof useDescribe>>[0] {
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
