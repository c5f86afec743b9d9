import { speakingView, type PublishedList, type SeenHand } from "@plenum/model";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useListTexts } from "./list-texts.ts";

/** Tells screen readers of one's own turn and of nothing else. */
export function OwnTurn({
  list,
  hands,
  ownUserId,
}: {
  list: PublishedList | undefined;
  hands: readonly SeenHand[];
  ownUserId: string | undefined;
}): ReactNode {
  const t = useListTexts();
  const { speakers, rows } = speakingView(list, hands);
  const first = rows[0];
  const now = speakers.some(({ person }) => person === ownUserId)
    ? "turn"
    : first?.person === ownUserId && !first?.pending && ownUserId !== undefined
      ? "next"
      : "none";
  const before = useRef(now);
  const [said, setSaid] = useState("");
  useEffect(() => {
    // What was so already when one came is no news.
    if (before.current === now) return;
    before.current = now;
    setSaid(now === "turn" ? t("liveTurn") : now === "next" ? t("liveNext") : "");
  }, [now, t]);
  return (
    <p className="ui-visually-hidden" aria-live="assertive">
      {said}
    </p>
  );
}
