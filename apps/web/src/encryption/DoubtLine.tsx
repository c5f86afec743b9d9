import { Suspense } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { encryptionTexts } from "./texts.ts";

const DoubtMark = lazyView(() => import("./DoubtMark.tsx"), encryptionTexts);

/** Under a message on which nobody should rely unseen; nothing under all others. */
export function DoubtLine({
  roomId,
  eventId,
  name,
}: {
  roomId: string;
  eventId: string;
  /** Of the sender. */
  name: string;
}): ReactNode {
  const { session } = useWorkspace();
  const doubt = useObservable(session.encryption.doubtOf(roomId, eventId));
  // What is ordinary is told in the menu of the message, where somebody asks for it.
  if (doubt === undefined || doubt === "handed-on-key") return null;
  return (
    <Suspense>
      <DoubtMark doubt={doubt} name={name} />
    </Suspense>
  );
}
