import type { MatrixSession, Observable, People } from "@plenum/matrix";
import {
  isQuiet,
  isSilenced,
  noticeOf,
  NOTIFICATIONS_EVENT,
  readNotificationSettings,
} from "@plenum/model";
import { totalOf } from "../rooms/attention.ts";
import { roomPath } from "../routes.ts";
import { arrivalsIn, roomsWithNews, type Arrival } from "./new-messages.ts";
import { createSound } from "./sound.ts";
import { closeNotices, showBadge, showNotice } from "./system.ts";

/** The words of a notification in the current language. */
export interface NoticeWords {
  title(arrival: Arrival): string;
  body(arrival: Arrival): string;
  /** What is said instead by whoever wants no content on the screen. */
  discreet(): string;
}

export interface NotifierOptions {
  readonly session: MatrixSession;
  readonly words: () => NoticeWords;
  /** The conversation that stands open: room, and thread where one is. */
  readonly open: () => { readonly roomId: string; readonly threadId?: string } | undefined;
  readonly navigate: (path: string) => void;
}

function windowActive(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/**
 * Tells of messages outside of their room: a notice by the system, a sound, the number at the icon.
 * Follows the settings of the account, quiet time and do not disturb.
 * @returns the function that ends it
 */
export function startNotifier({ session, words, open, navigate }: NotifierOptions): () => void {
  const known = new Set<string>();
  const sound = createSound();
  const settings = session.accountData.of(NOTIFICATIONS_EVENT);
  let people: People | undefined;
  let ended = false;
  let begun = false;

  const isNow = (): { quiet: boolean; silenced: boolean } => {
    const date = new Date(people?.now() ?? Date.now());
    const clock = {
      hours: date.getHours(),
      minutes: date.getMinutes(),
      weekday: date.getDay(),
    };
    const { quiet } = readNotificationSettings(settings.get());
    return {
      quiet: isQuiet(quiet, clock),
      silenced: people !== undefined && isSilenced(people.ownStatus.get(), people.now()),
    };
  };

  const tell = (arrival: Arrival): void => {
    const wishes = readNotificationSettings(settings.get());
    const { quiet, silenced } = isNow();
    const shown = open();
    const active = windowActive();
    const here = shown?.roomId === arrival.roomId && shown.threadId === arrival.threadId;
    const notice = noticeOf(
      { ...arrival, inSight: active && here, windowActive: active, old: false },
      wishes,
      quiet,
      silenced,
    );
    if (notice.sound) sound.play();
    if (!notice.show) return;
    const text = words();
    const { threadId, eventId } = arrival;
    const place: Parameters<typeof roomPath>[1] =
      threadId !== undefined
        ? { panel: { name: "thread", detail: threadId } }
        : eventId === ""
          ? {}
          : { eventId };
    void showNotice(
      {
        title: wishes.preview ? text.title(arrival) : text.discreet(),
        body: wishes.preview ? text.body(arrival) : "",
        roomId: arrival.roomId,
        path: roomPath(arrival.roomId, place),
      },
      navigate,
    ).catch(() => undefined);
  };

  let cancelTidying: (() => void) | undefined;
  /** What stands outside of the window; the window itself is painted first. */
  const tidy = (): void => {
    cancelTidying = undefined;
    const rooms = session.rooms.get();
    const { unread, mentions } = totalOf(rooms);
    showBadge(mentions > 0 ? mentions : unread);
    const news = roomsWithNews(rooms);
    void closeNotices((roomId) => news.has(roomId)).catch(() => undefined);
  };

  const look = (): void => {
    const rooms = session.rooms.get();
    cancelTidying ??= whenIdle(tidy);
    const arrivals = arrivalsIn(rooms, known);
    // What was unread when the client started is no news; while numbers are still being made exact
    // in the background, neither is what turns up there.
    const live = session.connection.get().kind === "live" && session.lastState.get() === undefined;
    if (begun) {
      for (const arrival of arrivals) {
        if (isFresh(session, arrival)) tell(arrival);
      }
    }
    begun ||= live;
  };

  const stop = [follow(session.rooms, look), follow(session.connection, look), () => sound.close()];
  look();
  const loadPeople = async (): Promise<void> => {
    const loaded = await session.people();
    if (!ended) people = loaded;
  };
  loadPeople().catch(() => undefined);
  return () => {
    ended = true;
    cancelTidying?.();
    for (const end of stop) end();
  };
}

/** Milliseconds within which a message counts as new, however the clocks differ. */
const FRESH = 10 * 60_000;

function isFresh(session: MatrixSession, arrival: Arrival): boolean {
  const room = session.rooms.get().get(arrival.roomId);
  const message = room?.conversations
    .flatMap((conversation) => conversation.messages)
    .find(({ eventId }) => eventId === arrival.eventId);
  return message === undefined || Date.now() - message.timestamp < FRESH;
}

/** Milliseconds after which something is done although the browser has other things to do. */
const AT_THE_LATEST = 500;

/** @returns the function that calls it off */
function whenIdle(run: () => void): () => void {
  if (typeof globalThis.requestIdleCallback !== "function") {
    const timer = setTimeout(run, AT_THE_LATEST);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(run, { timeout: AT_THE_LATEST });
  return () => cancelIdleCallback(idle);
}

function follow<T>(observable: Observable<T>, listener: () => void): () => void {
  return observable.subscribe(listener);
}
