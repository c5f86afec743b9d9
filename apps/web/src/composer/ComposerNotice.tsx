import { Button, IconButton, InlineMessage } from "@plenum/ui";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type { Translate } from "../i18n/keys.ts";
import { splitText } from "./message.ts";
import type { Notice } from "./notice.ts";

/** Says why something was not sent, and offers what can be done. Nothing is lost meanwhile. */
export default function ComposerNotice({
  notice,
  text,
  onSendText,
  onSendParts,
  onSendFile,
  onClose,
}: {
  notice: Notice;
  /** What stands in the field. */
  text: string;
  onSendText: () => void;
  onSendParts: (parts: readonly string[]) => void;
  onSendFile: (text: string, name: string) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const asFile = (content: string): ReactNode => (
    <Button size="small" onClick={() => onSendFile(content, t("writing.fileName"))}>
      {t("writing.asFile")}
    </Button>
  );
  const parts = notice.kind === "tooLong" ? splitText(text) : [];
  return (
    <div className="pl-composer__notice">
      <InlineMessage tone="danger">{sentenceOf(notice, t)}</InlineMessage>
      {notice.kind === "unknown" ? (
        <Button size="small" onClick={onSendText}>
          {t("writing.asText")}
        </Button>
      ) : null}
      {parts.length > 0 ? (
        <Button size="small" onClick={() => onSendParts(parts)}>
          {t("writing.asMessages", { count: parts.length })}
        </Button>
      ) : null}
      {notice.kind === "tooLong" ? asFile(text) : null}
      {notice.kind === "tooLongToPaste" ? asFile(notice.text) : null}
      <IconButton
        size="small"
        label={t("common.close")}
        icon={<X aria-hidden="true" />}
        onClick={onClose}
      />
    </div>
  );
}

function sentenceOf(notice: Notice, t: Translate): string {
  switch (notice.kind) {
    case "unknown":
    case "not-allowed":
      return t(`writing.notice.${notice.kind}`, { name: notice.name });
    case "coming":
      return t("writing.notice.coming", { name: notice.name });
    case "incomplete":
      return t("writing.notice.incomplete", {
        name: notice.name,
        help: t(`writing.command.${notice.command}`),
      });
    case "failed":
    case "notScheduled":
      return t(`writing.notice.${notice.kind}`, { reason: t(`problem.matrix.${notice.code}`) });
    case "badPeople":
    case "badRoom":
    case "tooLong":
    case "tooLongToPaste":
      return t(`writing.notice.${notice.kind}`);
    default:
      return notice satisfies never;
  }
}
