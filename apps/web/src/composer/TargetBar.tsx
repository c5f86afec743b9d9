import { IconButton } from "@plenum/ui";
import { Pencil, Reply, X } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type { ComposerTarget } from "./target.ts";

/** What the next message refers to, above the field. */
export function TargetBar({
  target,
  onClose,
}: {
  target: ComposerTarget;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const reply = target.kind === "reply";
  return (
    <div className="pl-composer__target">
      {reply ? <Reply aria-hidden="true" /> : <Pencil aria-hidden="true" />}
      <p>
        <b>{reply ? t("composer.replyTo", { name: target.sender }) : t("composer.editing")}</b>{" "}
        {reply ? target.preview : null}
      </p>
      <IconButton
        size="small"
        label={reply ? t("composer.dropReply") : t("composer.dropEdit")}
        icon={<X aria-hidden="true" />}
        onClick={onClose}
      />
    </div>
  );
}
