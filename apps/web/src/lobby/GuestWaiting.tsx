import type { OwnWait } from "@plenum/model";
import type { ReactNode } from "react";
import { useApp } from "../app/AppContext.tsx";
import { LanguageSwitch } from "../i18n/LanguageSwitch.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { Wordmark } from "../sign-in/Wordmark.tsx";
import { stopWaiting } from "./lobby-api.ts";
import WaitingRoom from "./WaitingRoom.tsx";

/** A guest waits before the one room. */
export default function GuestWaiting({
  roomId,
  title,
  onAdmitted,
  onRefused,
}: {
  roomId: string;
  title: string;
  onAdmitted: (wait: OwnWait, straight: boolean) => void;
  onRefused: (wait: OwnWait) => void;
}): ReactNode {
  const { config } = useApp();
  const { api, signOut } = useWorkspace();
  return (
    <div className="pl-guest">
      <header className="pl-guest__head">
        <Wordmark />
        <span className="pl-guest__agency">{config.agency.name}</span>
        <LanguageSwitch />
      </header>
      <main className="pl-main" id="main">
        <WaitingRoom
          api={api}
          roomId={roomId}
          title={title}
          onAdmitted={onAdmitted}
          onRefused={onRefused}
          onLeave={async () => {
            await stopWaiting(api, roomId).catch(() => undefined);
            await signOut();
          }}
        />
      </main>
    </div>
  );
}
