import { Banner } from "@plenum/ui";
import type { ReactNode } from "react";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { usePresence } from "./use-presence.ts";

/** Over the composer: the person one writes to does not want to, or cannot, answer now. */
export function AbsenceLine({ userId, name }: { userId: string; name: string }): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const presence = usePresence(userId);
  if (presence?.state !== "out-of-office" && presence?.state !== "do-not-disturb") return null;
  const { state, until, text } = presence;
  const when = until === undefined ? "" : ` ${t("presence.until", { time: dates.moment(until) })}`;
  return (
    <Banner>
      {name}: {t(`presence.${state}`)}
      {when}
      {text === undefined ? "" : `: ${text}`}
    </Banner>
  );
}
