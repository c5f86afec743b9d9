import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { roomPath } from "../routes.ts";
import { useShortcut } from "../shortcuts/Actions.tsx";
import type { InboxEntry } from "./entries.ts";
import { InboxRow } from "./InboxRow.tsx";
import type { Done } from "./use-done.ts";

/** Where reading goes on: the first unread message, or the thread. */
export function pathOf({ room, conversation }: InboxEntry): string {
  if (conversation?.threadId !== undefined) {
    return roomPath(room.id, { panel: { name: "thread", detail: conversation.threadId } });
  }
  const eventId = conversation?.firstEventId;
  return roomPath(room.id, eventId === undefined ? {} : { eventId });
}

/** The entries, one tab stop. Arrow keys or j and k move, Enter opens, e is done, u takes it back. */
export function InboxList({
  entries,
  done: { done, undo },
}: {
  entries: readonly InboxEntry[];
  done: Done;
}): ReactNode {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const list = useRef<HTMLUListElement>(null);
  const [active, setActive] = useState({ key: "", index: 0 });
  const [answering, setAnswering] = useState<string>();
  const found = entries.findIndex((entry) => entry.key === active.key);
  // What is done goes; the next one takes its place.
  const index = found >= 0 ? found : Math.max(0, Math.min(active.index, entries.length - 1));
  const entry = entries[index];
  const key = entry?.key;
  if (key !== undefined && (key !== active.key || index !== active.index)) {
    setActive({ key, index });
  }

  const focusOn = (at: number): void => {
    const next = entries[Math.max(0, Math.min(at, entries.length - 1))];
    if (!next) return;
    setActive({ key: next.key, index: entries.indexOf(next) });
    rowOf(list.current, next.key)?.focus();
  };
  // The focus stood in an entry that has gone: it must not be lost.
  const hadFocus = useRef(false);
  useEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body || key === undefined) return;
    rowOf(list.current, key)?.focus();
  }, [list, key]);

  const isIn = (): boolean => list.current?.contains(document.activeElement) === true;
  const move = (by: number): void => focusOn(isIn() ? index + by : index);
  const some = entry !== undefined;
  useShortcut(
    { label: t("inbox.keys.next"), keys: ["j"], scope: "list", run: () => move(1) },
    some,
  );
  useShortcut(
    { label: t("inbox.keys.previous"), keys: ["k"], scope: "list", run: () => move(-1) },
    some,
  );
  useShortcut(
    { label: t("inbox.keys.done"), keys: ["e"], scope: "list", run: () => entry && done([entry]) },
    some,
  );
  useShortcut({ label: t("inbox.keys.undo"), keys: ["u"], scope: "list", run: () => undo() }, true);
  useShortcut(
    { label: t("inbox.keys.answer"), keys: ["r"], scope: "list", run: () => setAnswering(key) },
    entry?.conversation !== undefined,
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (!("inboxEntry" in target.dataset)) return;
    const run = {
      ArrowDown: () => focusOn(index + 1),
      ArrowUp: () => focusOn(index - 1),
      Home: () => focusOn(0),
      End: () => focusOn(entries.length - 1),
      Enter: () => entry && navigate(pathOf(entry)),
    }[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move between the entries inside
    <ul
      ref={list}
      className="ui-list pl-inbox__list"
      aria-label={t("rail.inbox")}
      onKeyDown={onKeyDown}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={(event) => {
        hadFocus.current = event.relatedTarget === null;
      }}
    >
      {entries.map((item, at) => (
        <li key={item.key}>
          <InboxRow
            entry={item}
            href={pathOf(item)}
            tabStop={item.key === key}
            answering={answering === item.key}
            onActive={() => setActive({ key: item.key, index: at })}
            onAnswer={() => setAnswering(item.key)}
            onAnswered={(sent) => {
              setAnswering(undefined);
              if (sent) done([item]);
              rowOf(list.current, item.key)?.focus();
            }}
            onDone={() => done([item])}
          />
        </li>
      ))}
    </ul>
  );
}

function rowOf(list: HTMLElement | null, key: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-inbox-entry="${CSS.escape(key)}"]`) ?? null;
}
