import { Dialog, InlineMessage, Spinner } from "@plenum/ui";
import { useCallback } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../../app/use-resource.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";

/** A message as the server keeps it, for developers. */
export default function SourceDialog({
  roomId,
  eventId,
  onClose,
}: {
  roomId: string;
  eventId: string;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const load = useCallback(
    () => session.messages.source({ roomId, eventId }),
    [session, roomId, eventId],
  );
  const { value, problem } = useLoaded(load);
  return (
    <Dialog size="wide" title={t("act.source")} closeLabel={t("common.close")} onClose={onClose}>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{t("message.actFailed")}</InlineMessage>
      )}
      {value === undefined && problem === undefined ? <Spinner /> : null}
      {value?.opened === undefined ? null : (
        <Json title={t("act.sourceOpened")} text={value.opened} />
      )}
      {value === undefined ? null : <Json title={t("act.sourceEvent")} text={value.event} />}
    </Dialog>
  );
}

function Json({ title, text }: { title: string; text: string }): ReactNode {
  return (
    <section>
      <h3 className="pl-source__title">{title}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached with the keyboard */}
      <pre className="pl-source" tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </section>
  );
}
