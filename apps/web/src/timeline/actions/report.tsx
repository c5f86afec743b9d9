import { Flag } from "lucide-react";
import { lazyView } from "../../i18n/feature-texts.ts";
import type { MessageAction } from "./action.ts";
import { actionTexts } from "./texts.ts";

const ReportDialog = lazyView(() => import("../../report/ReportDialog.tsx"), actionTexts);

export const report: MessageAction = {
  id: "report",
  icon: <Flag aria-hidden="true" />,
  label: ({ item, t }) => (item.own ? undefined : t("act.report")),
  run({ show, handle, eventId, item }) {
    show((close) => (
      <ReportDialog roomId={handle.id} eventId={eventId} item={item} onClose={close} />
    ));
  },
};
