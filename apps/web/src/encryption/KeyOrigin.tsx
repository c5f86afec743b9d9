import { Dialog } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** One sentence on a message whose key did not come from its sender: no warning. */
export default function KeyOrigin({
  name,
  onClose,
}: {
  /** Of the sender. */
  name: string;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <Dialog title={t("doubt.handed-on-key.title")} closeLabel={t("common.close")} onClose={onClose}>
      <p>{t("doubt.handed-on-key.text", { name })}</p>
    </Dialog>
  );
}
