import { classes } from "@plenum/ui";
import { CircleCheck, CircleDashed, CircleHelp, CircleX, Repeat } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { Link } from "wouter";
import type { MeetingPlace } from "../address.ts";
import type { Entry } from "./entries.ts";

const ICONS = {
  accepted: CircleCheck,
  tentative: CircleHelp,
  declined: CircleX,
  open: CircleDashed,
} as const;

/** A meeting of the calendar as a link to its details. */
export function EntryLink({
  entry,
  href,
  name,
  times,
  selected,
  over,
  className,
  style,
  stop,
}: {
  entry: Entry;
  href: string;
  /** All that is to be known, for screen readers. */
  name: string;
  times: string;
  /** Its details stand beside the calendar. */
  selected: boolean;
  over: boolean;
  className: string;
  style?: CSSProperties;
  /** Mark and tab stop, see `useStops`. */
  stop: object;
}): ReactNode {
  const { occurrence } = entry;
  return (
    <Link
      {...stop}
      href={href}
      className={classes(
        "pl-slot",
        className,
        `pl-slot--${occurrence.cancelled ? "cancelled" : (occurrence.ownAnswer ?? "own")}`,
        selected && "pl-slot--selected",
        over && "pl-slot--over",
      )}
      aria-label={name}
      aria-current={selected ? "true" : undefined}
      style={style}
    >
      <span className="pl-slot__title">
        <AnswerIcon entry={entry} />
        {occurrence.title}
      </span>
      <span className="pl-slot__times">
        {times}
        {occurrence.recurring ? <Repeat aria-hidden="true" /> : null}
      </span>
      {occurrence.places.length > 0 ? (
        <span className="pl-slot__place">{occurrence.places.join(", ")}</span>
      ) : null}
    </Link>
  );
}

/** How one stands to it; never by colour alone. */
export function AnswerIcon({ entry: { occurrence } }: { entry: Entry }): ReactNode {
  if (occurrence.cancelled) return <CircleX aria-hidden="true" />;
  if (occurrence.ownAnswer === undefined) return null;
  const Icon = ICONS[occurrence.ownAnswer];
  return <Icon aria-hidden="true" />;
}

/** Whether an entry is what an address names. */
export function isAt({ occurrence }: Entry, place: MeetingPlace | undefined): boolean {
  return (
    place?.id === occurrence.meetingId &&
    (place.original === undefined || place.original === occurrence.original)
  );
}
