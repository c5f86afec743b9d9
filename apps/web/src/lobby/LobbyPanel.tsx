import { Button, EmptyState, InlineMessage, Skeleton } from "@plenum/ui";
import { DoorOpen } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { LobbyPeople } from "./LobbyPeople.tsx";
import { LobbySettings } from "./LobbySettings.tsx";
import { useLobby } from "./use-lobby.ts";
import "./lobby.css";

/** The lobby of a room, for its moderators: who waits, and how the lobby works. */
export default function LobbyPanel({ handle, summary }: PanelProps): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  const work = useLobby(handle.id, summary.waiting ?? 0);
  const [busy, setBusy] = useState(false);
  const { lobby } = work;
  if (lobby === undefined) {
    return work.problem === undefined ? (
      <Skeleton width="60%" />
    ) : (
      <EmptyState
        icon={<DoorOpen aria-hidden="true" />}
        title={problemText(work.problem)}
        headingLevel={3}
        actions={<Button onClick={work.reload}>{t("common.tryAgain")}</Button>}
      />
    );
  }
  const turn = async (on: boolean): Promise<void> => {
    setBusy(true);
    await work.change({ on });
    setBusy(false);
  };
  return (
    <div className="pl-lobby">
      {lobby.waiting.length === 0 ? (
        <EmptyState
          icon={<DoorOpen aria-hidden="true" />}
          title={t("lobby.nobodyTitle")}
          headingLevel={3}
          actions={
            lobby.on ? undefined : (
              <Button variant="primary" busy={busy} onClick={() => void turn(true)}>
                {t("lobby.on")}
              </Button>
            )
          }
        >
          {t(lobby.on ? "lobby.nobodyOn" : "lobby.nobodyOff")}
        </EmptyState>
      ) : (
        <LobbyPeople work={work} waiting={lobby.waiting} />
      )}
      {!lobby.on && lobby.waiting.length > 0 ? (
        <InlineMessage>{t("lobby.stillWaiting", { count: lobby.waiting.length })}</InlineMessage>
      ) : null}
      <LobbySettings lobby={lobby} change={work.change} />
    </div>
  );
}
