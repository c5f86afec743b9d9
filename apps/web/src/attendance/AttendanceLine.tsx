import { Banner } from "@plenum/ui";
import { ClipboardList } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** Says to everybody in the room that it is written down who takes part in the call. */
export default function AttendanceLine(): ReactNode {
  const { t } = useI18n();
  return <Banner icon={<ClipboardList aria-hidden="true" />}>{t("attendanceNotice")}</Banner>;
}
