import { Button } from "@plenum/ui";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { TimeFields } from "./TimeFields.tsx";
import { localTime, nowHere, offeredTimes, readLocalTime } from "./times.ts";
import "./scheduled.css";

/** When a message shall go out: some usual times, any other one, and what is scheduled already. */
export default function SendLater({
  canSend,
  encrypted,
  onSchedule,
  onClose,
}: {
  /** False as long as nothing is written. */
  canSend: boolean;
  encrypted: boolean;
  /** @param sendAt milliseconds since the epoch */
  onSchedule: (sendAt: number) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const dialogs = useDialogAddress();
  const now = useMemo(() => nowHere(), []);
  const offers = useMemo(() => offeredTimes(now), [now]);
  const [own, setOwn] = useState(() => localTime(offers.at(-1)?.at ?? 0, now.timeZoneId));
  const [error, setError] = useState<string>();
  const schedule = (sendAt: number): void => {
    onSchedule(sendAt);
    onClose();
  };
  const scheduleOwn = (): void => {
    const at = readLocalTime(own, now.timeZoneId);
    if (at === undefined) setError(t("scheduled.badTime"));
    else if (at <= Date.now()) setError(t("scheduled.past"));
    else schedule(at);
  };
  return (
    <div className="pl-later">
      {canSend ? (
        <>
          <ul className="ui-list pl-later__offers">
            {offers.map(({ id, at }, index) => (
              <li key={id}>
                <button
                  type="button"
                  className="pl-later__offer"
                  // oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever opens the panel chooses a time
                  autoFocus={index === 0}
                  onClick={() => schedule(at)}
                >
                  <span>{t(`scheduled.offer.${id}`)}</span>
                  <time dateTime={new Date(at).toISOString()}>{dates.dateTime(at)}</time>
                </button>
              </li>
            ))}
          </ul>
          <form
            className="pl-later__own"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              scheduleOwn();
            }}
          >
            <TimeFields
              value={own}
              error={error}
              onChange={(value) => {
                setOwn(value);
                setError(undefined);
              }}
            />
            <Button type="submit" variant="primary">
              {t("scheduled.plan")}
            </Button>
          </form>
          {encrypted ? <p className="pl-later__note">{t("scheduled.encrypted")}</p> : null}
        </>
      ) : (
        <p className="pl-later__note">{t("scheduled.writeFirst")}</p>
      )}
      <Button
        variant="quiet"
        onClick={() => {
          onClose();
          dialogs.open("scheduled");
        }}
      >
        {t("scheduled.all")}
      </Button>
    </div>
  );
}
