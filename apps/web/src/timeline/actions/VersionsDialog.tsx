import { Dialog, InlineMessage, Spinner } from "@plenum/ui";
import { useCallback } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../../app/use-resource.ts";
import { useDates } from "../../i18n/dates.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { FormattedText } from "../FormattedText.tsx";
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
  const { value, problem } = useLoaded(load);
  return (
    <Dialog title={t("versions.title")} closeLabel={t("common.close")} onClose={onClose}>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{t("versions.failed")}</InlineMessage>
      )}
      {value === undefined && problem === undefined ? <Spinner /> : null}
      <ol className="ui-list pl-versions" reversed>
        {value?.toReversed().map((version, index) => (
          <li key={version.eventId}>
            <p className="pl-small pl-muted">
              {index === value.length - 1
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
    </Dialog>
  );
}
