import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Call, CallParticipant } from "../contract/index.ts";
import { personKey } from "../layout/arrange.ts";
import { type Describe, useCallPart, useTexts } from "./use-call.ts";

/** In a larger circle every coming and going would talk over the meeting. */
const QUIET_FROM = 9;
/** Milliseconds in which signs are gathered before one is told. */
const GATHER = 200;
/** Milliseconds after which an announcement is taken away again. */
const KEEP = 4_000;

/** Tells screen readers, sparingly, who came and went, whose hand is up, and who gave a sign. */
export function LiveRegion({
  call,
  participants,
  describe,
}: {
  call: Call;
  participants: readonly CallParticipant[];
  describe: Describe | undefined;
}): ReactNode {
  const t = useTexts();
  const known = useRef<ReadonlyMap<string, string> | undefined>(undefined);
  const [text, setText] = useState("");
  useEffect(() => {
    const now = new Map(
      participants
        .filter((one) => !one.isLocal)
        .map((one) => [one.id, describe?.(one).name ?? one.displayName]),
    );
    const before = known.current;
    known.current = now;
    // The first list is not news.
    if (!before || Math.max(now.size, before.size) >= QUIET_FROM) return;
    const came = [...now].filter(([id]) => !before.has(id));
    const went = [...before].filter(([id]) => !now.has(id));
    if (came.length + went.length === 0) return;
    setText(
      [
        ...came.map(([, name]) => t("live.joined", { name })),
        ...went.map(([, name]) => t("live.left", { name })),
      ].join(" "),
    );
  }, [participants, describe, t]);
  const { raised } = useCallPart(call, (snapshot) => snapshot.hands);
  const up = useRef(raised);
  useEffect(() => {
    const before = up.current;
    up.current = raised;
    const names = participants
      .filter((one) => !one.isLocal)
      .filter((one) => raised.includes(personKey(one)) && !before.includes(personKey(one)))
      .map((one) => describe?.(one).name ?? one.displayName);
    if (names.length > 0) setText(names.map((name) => t("hands.live", { name })).join(" "));
  }, [raised, participants, describe, t]);
  const { shown } = useCallPart(call, (snapshot) => snapshot.reactions);
  const told = useRef(0);
  const spoken = useRef(text);
  useEffect(() => {
    spoken.current = text;
  }, [text]);
  const waiting = useRef<number | undefined>(undefined);
  useEffect(() => {
    const newest = shown.at(-1);
    if (!newest || newest.number <= told.current) return;
    told.current = newest.number;
    const from = participants.find(({ id }) => id === newest.from);
    if (!from || from.isLocal || participants.length >= QUIET_FROM) return;
    const name = describe?.(from).name ?? from.displayName;
    const sentence = t("reactions.live", { name, reaction: t(`reactions.${newest.reaction}`) });
    // Of several at once the last is enough, and what is being read out is not broken off. Not ended
    // with the effect: participants change all the time, and the sign would be told to nobody.
    const tell = (): void => {
      if (spoken.current === "") setText(sentence);
      else waiting.current = window.setTimeout(tell, GATHER);
    };
    window.clearTimeout(waiting.current);
    waiting.current = window.setTimeout(tell, GATHER);
  }, [shown, participants, describe, t]);
  useEffect(() => () => window.clearTimeout(waiting.current), []);
  useEffect(() => {
    if (text === "") return undefined;
    const timer = window.setTimeout(() => setText(""), KEEP);
    return () => window.clearTimeout(timer);
  }, [text]);
  return (
    <p className="ui-visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
