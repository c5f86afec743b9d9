import type { RoomSummary, SearchHit } from "@plenum/matrix";
import type { PersonSide } from "@plenum/model/migration";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useObservable } from "../app/observable.ts";
import { useComingFound } from "../sides/use-coming.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { bestOf, fitOf } from "./match.ts";
import { useCommands, type Command } from "./use-commands.ts";

/** Milliseconds after the last key before the directory and the index are asked. */
const PAUSE_DIRECTORY = 200;
const PAUSE_MESSAGES = 60;
const PEOPLE = 4;
const ROOMS = 6;
const MESSAGES = 5;
const COMMANDS = 5;

export interface FoundPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly avatarMxc?: string;
}

export interface BoxResults {
  readonly people: readonly FoundPerson[];
  /** Still in the former system. */
  readonly coming: readonly PersonSide[];
  readonly rooms: readonly RoomSummary[];
  readonly messages: readonly SearchHit[];
  readonly commands: readonly Command[];
}

/** What the box shows for what was typed: names and commands at once, the rest a moment later. */
export function useBoxResults(typed: string, roomId: string | undefined): BoxResults {
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const commands = useCommands();
  const text = typed.trim();
  const everywhere = roomId === undefined;
  const directory = useDirectory(everywhere ? text : "");
  const coming = useComingFound(everywhere ? text : "", directory);
  const messages = useMessages(text, roomId);
  const joined = useMemo(
    () =>
      [...rooms.values()]
        .filter((room) => !room.isSpace && room.membership === "join")
        .toSorted((a, b) => b.lastActivity - a.lastActivity),
    [rooms],
  );
  if (!everywhere) return { people: [], coming: [], rooms: [], messages, commands: [] };
  if (text === "") {
    return {
      people: [],
      coming: [],
      rooms: joined.slice(0, ROOMS),
      messages: [],
      commands: commands.slice(0, COMMANDS),
    };
  }
  const found = bestOf(joined, text, (room) => [room.name], ROOMS);
  const direct = new Set(found.map((room) => room.directUserId));
  return {
    people: directory
      .filter(({ userId, displayName }) => !direct.has(userId) && fitOf(displayName, text) > 0)
      .slice(0, PEOPLE),
    coming: coming.slice(0, PEOPLE),
    rooms: found,
    messages,
    commands: bestOf(commands, text, ({ label, words = "" }) => [label, words], COMMANDS),
  };
}

function useDirectory(text: string): readonly FoundPerson[] {
  const { session } = useWorkspace();
  const [found, setFound] = useState<readonly FoundPerson[]>([]);
  useEffect(() => {
    if (text.length < 2) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      void (async () => {
        const people = await session.searchPeople(text).catch(() => []);
        if (wanted) setFound(people.filter(({ userId }) => userId !== session.userId));
      })();
    }, PAUSE_DIRECTORY);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [session, text]);
  return text.length < 2 ? [] : found;
}

function useMessages(text: string, roomId: string | undefined): readonly SearchHit[] {
  const { session } = useWorkspace();
  const [found, setFound] = useState<readonly SearchHit[]>([]);
  const wantedText = useDeferredValue(text);
  // Soon after the start the index still fills: what comes meanwhile is to be found too.
  const status = useObservable(session.search.status);
  const indexed = status.kind === "ready" ? status.messages : 0;
  useEffect(() => session.search.prepare(), [session]);
  useEffect(() => {
    if (wantedText.length < 2) return undefined;
    let wanted = true;
    const look = async (): Promise<readonly SearchHit[]> => {
      if (roomId === undefined) return session.search.quick(wantedText, MESSAGES);
      const run = session.search.search({ text: wantedText, rooms: [roomId] });
      return (await run.next()).hits;
    };
    const timer = setTimeout(() => {
      void (async () => {
        const hits = await look().catch(() => []);
        if (wanted) setFound(hits);
      })();
    }, PAUSE_MESSAGES);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- more messages mean another answer
  }, [session, wantedText, roomId, indexed]);
  return text.length < 2 ? [] : found;
}
