import { Suspense, useState } from "react";
import type { ReactNode } from "react";
import type { RoomHandle } from "@plenum/matrix";
import { useDates } from "../i18n/dates.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { timelineTexts } from "./texts.ts";

const DateJump = lazyView(() => import("./DateJump.tsx"), timelineTexts);

/** Names a day, and leads to another one. */
export function DayButton({
  timestamp,
  handle,
  className,
  stop,
  reachable,
}: {
  timestamp: number;
  handle: RoomHandle;
  className: string;
  /** Key of the row, by which the arrow keys find the button. */
  stop?: string;
  /** With the tab key. */
  reachable: boolean;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const [asking, setAsking] = useState(false);
  const day = dates.day(timestamp);
  return (
    <>
      <button
        type="button"
        className={className}
        data-stop={stop}
        tabIndex={reachable ? 0 : -1}
        title={t("timeline.toDate", { day })}
        onClick={() => setAsking(true)}
      >
        {day}
      </button>
      {asking ? (
        <Suspense>
          <DateJump handle={handle} from={timestamp} onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Where a day begins: a heading. */
export function DayLine({
  timestamp,
  handle,
  stop,
  tabStop,
}: {
  timestamp: number;
  handle: RoomHandle;
  stop: string;
  tabStop: boolean;
}): ReactNode {
  return (
    <h2 className="pl-line">
      <DayButton
        timestamp={timestamp}
        handle={handle}
        className="pl-line__day"
        stop={stop}
        reachable={tabStop}
      />
    </h2>
  );
}
