import type { RoomHandle } from "@plenum/matrix";
import { Suspense } from "react";
import type { ReactNode } from "react";
import type { ComposerTarget } from "../composer/target.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { actionTexts } from "./actions/texts.ts";
import type { MessageItem } from "./rows.ts";

const Tools = lazyView(() => import("./actions/Tools.tsx"), actionTexts);

/** What one can do with a message, beside it on hover and on focus. */
export function MessageTools({
  item,
  handle,
  onTarget,
}: {
  item: MessageItem;
  handle: RoomHandle;
  onTarget: (target: ComposerTarget) => void;
}): ReactNode {
  const { eventId } = item;
  if (eventId === undefined || item.body.kind === "redacted") return null;
  return (
    <Suspense>
      <Tools item={item} eventId={eventId} handle={handle} onTarget={onTarget} />
    </Suspense>
  );
}
