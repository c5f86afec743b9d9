import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** How far the search reaches in encrypted rooms: nothing is claimed that was not read. */
export function Coverage(): ReactNode {
  const { t, language } = useI18n();
  const { session } = useWorkspace();
  const status = useObservable(session.search.status);
  if (status.kind !== "ready") {
    return <p className="pl-muted pl-small">{t(`searchIndex.${status.kind}`)}</p>;
  }
  const { since, roomsDone, rooms, locked, notKept } = status;
  const date = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
    dateStyle: "long",
  });
  const sentences = [
    since === undefined
      ? t("searchIndex.complete")
      : t("searchIndex.since", { date: date.format(since) }),
    ...(since !== undefined && roomsDone < rooms
      ? [t("searchIndex.progress", { done: roomsDone, rooms })]
      : []),
    ...(locked > 0 ? [t("searchIndex.locked", { count: locked })] : []),
    ...(notKept === undefined ? [] : [t(`searchIndex.${notKept}`)]),
  ];
  return <p className="pl-muted pl-small">{sentences.join(" ")}</p>;
}
