import type { ChangeLobbyRequest, Lobby, LobbyOutcome } from "@plenum/model";
import { useToast } from "@plenum/ui";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { withGuestMark } from "../people/guest-name.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { admit, changeLobby, fetchLobby, refuse } from "./lobby-api.ts";

/** A lobby and what a moderator does in it. Failures are told; whoever was faster, too. */
export interface LobbyWork {
  /** Undefined until it is there, or where there is none. */
  readonly lobby: Lobby | undefined;
  readonly problem: unknown;
  readonly reload: () => void;
  readonly admit: (people: "all" | readonly string[]) => Promise<void>;
  readonly refuse: (people: readonly string[], sentence: string) => Promise<void>;
  /** @returns false where it did not work */
  readonly change: (change: ChangeLobbyRequest) => Promise<boolean>;
}

/**
 * @param waiting how many wait as the room says: when that changes, the lobby is fetched anew
 */
export function useLobby(roomId: string, waiting: number): LobbyWork {
  const { t, language } = useI18n();
  const { api } = useWorkspace();
  const toast = useToast();
  const problemText = useProblemText();
  const [lobby, setLobby] = useState<Lobby>();
  const [problem, setProblem] = useState<unknown>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    const end = new AbortController();
    const load = async (): Promise<void> => {
      try {
        const fetched = await fetchLobby(api, roomId, end.signal);
        if (end.signal.aborted) return;
        setLobby(fetched);
        setProblem(undefined);
      } catch (error) {
        if (!end.signal.aborted) setProblem(error);
      }
    };
    void load();
    return () => end.abort();
    // A new number, or another round, is what it is fetched anew for.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [api, roomId, waiting, round]);

  const decide = useCallback(
    async (work: () => Promise<readonly LobbyOutcome[]>): Promise<void> => {
      try {
        const outcomes = await work();
        const decided = new Set(outcomes.map(({ id }) => id));
        setLobby(
          (before) =>
            before && {
              ...before,
              waiting: before.waiting.filter(({ id }) => !decided.has(id)),
            },
        );
        for (const { displayName, outcome, yours } of outcomes) {
          if (!yours) {
            const name = withGuestMark(displayName, language);
            toast({ text: t(`lobby.already.${outcome}`, { name }) });
          }
        }
      } catch (error) {
        toast({ text: problemText(error) });
      }
    },
    [toast, t, language, problemText],
  );

  const shown = useMemo(
    () =>
      lobby && {
        ...lobby,
        waiting: lobby.waiting.map((person) => {
          return { ...person, displayName: withGuestMark(person.displayName, language) };
        }),
      },
    [lobby, language],
  );
  return {
    lobby: shown,
    problem,
    reload: () => setRound((before) => before + 1),
    admit: (people) => decide(() => admit(api, roomId, people)),
    refuse: (people, sentence) => decide(() => refuse(api, roomId, people, sentence)),
    change: async (wish) => {
      try {
        setLobby(await changeLobby(api, roomId, wish));
        return true;
      } catch (error) {
        toast({ text: problemText(error) });
        return false;
      }
    },
  };
}
