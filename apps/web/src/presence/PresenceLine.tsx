import type { Presence } from "@plenum/model";
import type { ReactNode } from "react";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PresenceSign } from "./PresenceMark.tsx";

/** A person's presence as sign and words, with what the person says about it. */
export function PresenceLine({
  presence,
  long = false,
  signed = true,
}: {
  presence: Presence;
  /** Also since when and until when. */
  long?: boolean;
  /** Left out where the sign stands at the picture. */
  signed?: boolean;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { state, text, until, since } = presence;
  const when =
    until !== undefined
      ? t("presence.until", { time: dates.moment(until) })
      : long && since !== undefined && state !== "available"
        ? t("presence.since", { time: dates.moment(since) })
        : "";
  return (
    <span className="pl-presence-line">
      {signed ? <PresenceSign state={state} /> : null}
      <span>
        {t(`presence.${state}`)}
        {when === "" || !(long || state === "out-of-office") ? "" : ` ${when}`}
        {text === undefined ? "" : `: ${text}`}
      </span>
    </span>
  );
}
