import type { Observable, TimelineSnapshot } from "@plenum/matrix";
import { useEffect, useRef } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { replyTarget } from "./last-own.ts";
import type { ComposerTarget } from "./target.ts";

/** A draft that answered a message finds its message again after a reload. */
export function useDraftTarget(
  place: string,
  target: ComposerTarget | undefined,
  onTarget: (target: ComposerTarget) => void,
  timeline: Observable<Pick<TimelineSnapshot, "items">>,
): void {
  const { t } = useI18n();
  const { drafts } = useWorkspace();
  const done = useRef<string>(undefined);
  useEffect(() => {
    const { replyTo } = drafts.read(place);
    if (done.current === place) return undefined;
    if (target !== undefined || replyTo === undefined) {
      done.current = place;
      return undefined;
    }
    const look = (): boolean => {
      const found = replyTarget(timeline.get().items, replyTo, t);
      if (found === undefined) return false;
      done.current = place;
      onTarget(found);
      return true;
    };
    if (look()) return undefined;
    // Only until the message is there.
    const unsubscribe = timeline.subscribe(() => {
      if (look()) unsubscribe();
    });
    return unsubscribe;
  }, [drafts, place, target, timeline, onTarget, t]);
}
