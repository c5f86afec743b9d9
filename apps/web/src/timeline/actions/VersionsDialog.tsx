import { useCallback } from "react";
import type { ReactNode } from "react";
import { useDates } from "../../i18n/dates.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { FormattedText } from "../FormattedText.tsx";
import { LoadedDialog } from "./LoadedDialog.tsx";
import "./actions.css";

/** Every wording of a message, the newest first. */
export default function VersionsDialog({
  roomId,
  eventId,
  onClose,
}: {
  roomId: string;
  eventId: string;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { session } = useWorkspace();
  const load = useCallback(
    () => session.messages.versions({ roomId, eventId }),
    [session, roomId, eventId],
  );
  return (
    <LoadedDialog
      title={t("versions.title")}
      failure={t("versions.failed")}
      load={load}
      onClose={onClose}
    >
      {(versions) => (
        <ol className="ui-list pl-versions" reversed>
          {versions.toReversed().map((version, index) => (
            <li key={version.eventId}>
              <p className="pl-small pl-muted">
                {index === versions.length - 1
                  ? t("versions.first", { time: dates.dateTime(version.timestamp) })
                  : dates.dateTime(version.timestamp)}
              </p>
              <div className="pl-text">
                {version.html === undefined ? (
                  <span className="pl-text__plain">{version.body}</span>
                ) : (
                  <FormattedText html={version.html} plain={version.body} />
                )}
              </div>
            </li>
          ))}
        </ol>
      )}
    </LoadedDialog>
  );
}
