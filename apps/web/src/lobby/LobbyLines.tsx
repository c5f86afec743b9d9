import type { RoomSummary } from "@plenum/matrix";
import { Banner, Button, VisuallyHidden } from "@plenum/ui";
import { DoorOpen } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useResource, type Resource } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { createSound, type Sound } from "../notifications/sound.ts";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { arrivals, namesOf } from "./arrivals.ts";
import { readLobbyPreferences, LOBBY_PREFERENCES } from "./preferences.ts";
import { useLobby } from "./use-lobby.ts";
import "./lobby.css";

/** Rooms with a line of their own; more at once nobody can look after. */
const MOST_LINES = 3;
/** Milliseconds in which a screen reader hears of arrivals once. */
const CALM = 8_000;

/**
 * Who waits, for moderators wherever they are in the client: one quiet line a room.
 * @param shownRoom the room whose lobby is open beside: there it stands already
 */
export default function LobbyLines({ shownRoom }: { shownRoom: string | undefined }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const rooms = [...useObservable(session.rooms).values()]
    .filter((room) => room.waiting !== undefined)
    .slice(0, MOST_LINES);
  const { spoken, tell } = useAnnouncements();
  return (
    <section className="pl-lobby-lines" aria-label={t("lobby.line")}>
      <VisuallyHidden>
        <output>{spoken}</output>
      </VisuallyHidden>
      {rooms.map((room) => (
        <LobbyLine key={room.id} room={room} shown={room.id !== shownRoom} onArrival={tell} />
      ))}
    </section>
  );
}

function LobbyLine({
  room,
  shown,
  onArrival,
}: {
  room: RoomSummary;
  shown: boolean;
  onArrival: (sentence: string) => void;
}): ReactNode {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const { lobby, admit } = useLobby(room.id, room.waiting ?? 0);
  const [busy, setBusy] = useState(false);
  const known = useRef<ReadonlySet<string>>(new Set());
  const waiting = lobby?.waiting;
  const arrived = useEffectEvent((people: NonNullable<typeof waiting>) => {
    const come = arrivals(known.current, people);
    known.current = new Set(people.map(({ id }) => id));
    const [first] = come;
    if (first === undefined) return;
    onArrival(
      come.length === 1
        ? t("lobby.announceOne", { name: first.displayName, room: room.name })
        : t("lobby.announceMany", { count: come.length, room: room.name }),
    );
  });
  useEffect(() => {
    if (waiting !== undefined) arrived(waiting);
  }, [waiting]);

  const [first] = waiting ?? [];
  if (waiting === undefined || first === undefined || !shown) return null;
  const { names, more } = namesOf(waiting);
  const letIn = async (): Promise<void> => {
    setBusy(true);
    // Those who are named here, not whoever may have come in this moment.
    await admit(waiting.map(({ id }) => id));
    setBusy(false);
  };
  return (
    <Banner
      quiet
      icon={<DoorOpen aria-hidden="true" />}
      actions={
        <>
          <Button
            size="small"
            variant="quiet"
            aria-label={`${t("lobby.show")}: ${room.name}`}
            onClick={() => navigate(roomPath(room.id, { panel: { name: "lobby", detail: "" } }))}
          >
            {t("lobby.show")}
          </Button>
          <Button
            size="small"
            busy={busy}
            aria-label={
              waiting.length === 1 ? t("lobby.admitName", { name: first.displayName }) : undefined
            }
            onClick={() => void letIn()}
          >
            {waiting.length === 1
              ? t("lobby.admit")
              : t("lobby.admitAll", { count: waiting.length })}
          </Button>
        </>
      }
    >
      {waiting.length === 1
        ? t("lobby.waits", { name: first.displayName, room: room.name })
        : t(more ? "lobby.waitMore" : "lobby.wait", {
            count: waiting.length,
            names: names.join(", "),
            room: room.name,
          })}
    </Banner>
  );
}

/** What a screen reader hears of arrivals, a word now and then; with a sound for those who want one. */
function useAnnouncements(): { spoken: string; tell: (sentence: string) => void } {
  const { session } = useWorkspace();
  const preferences = readLobbyPreferences(
    useObservable(session.accountData.of(LOBBY_PREFERENCES)),
  );
  const sound = useResource(openSound);
  const [spoken, setSpoken] = useState("");
  const last = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const tell = (sentence: string): void => {
    if (preferences.sound) sound?.play();
    window.clearTimeout(timer.current);
    const say = (): void => {
      last.current = performance.now();
      setSpoken(sentence);
      // Said once; whoever reads the page later finds the line itself.
      timer.current = window.setTimeout(() => setSpoken(""), CALM);
    };
    const wait = last.current + CALM - performance.now();
    if (wait <= 0) say();
    else timer.current = window.setTimeout(say, wait);
  };
  return { spoken, tell };
}

function openSound(): Resource<Sound> {
  const sound = createSound();
  return { value: sound, close: () => sound.close() };
}
