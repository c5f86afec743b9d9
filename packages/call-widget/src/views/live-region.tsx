import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { CallParticipant } from "../contract/index.ts";
import { type Describe, useTexts } from "./use-call.ts";

/** In a larger circle every coming and going would talk over the meeting. */
const QUIET_FROM = 9;
/** Milliseconds after which an announcement is taken away again. */
const KEEP = 4_000;

/** Tells screen readers, sparingly, who came and who went. */
export function LiveRegion({
  participants,
  describe,
}: {
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
