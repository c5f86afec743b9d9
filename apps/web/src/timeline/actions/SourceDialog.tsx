import { useCallback } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { LoadedDialog } from "./LoadedDialog.tsx";

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
  return (
    <LoadedDialog
      wide
      title={t("act.source")}
      failure={t("message.actFailed")}
      load={load}
      onClose={onClose}
    >
      {({ event, opened }) => (
        <>
          {opened === undefined ? null : <Json title={t("act.sourceOpened")} text={opened} />}
          <Json title={t("act.sourceEvent")} text={event} />
        </>
      )}
    </LoadedDialog>
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
