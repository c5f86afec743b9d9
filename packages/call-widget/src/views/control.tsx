import { Tooltip } from "@plenum/ui";
import type { ReactNode } from "react";

/** A button of the bar: an icon, and where there is room a word under it. */
export function Control({
  word,
  label,
  shortcut,
  icon,
  off = false,
  active = false,
  danger = false,
  closed = false,
  action,
  count,
  pressed,
  expanded,
  onClick,
}: {
  word: string;
  /** Accessible name and tooltip. */
  label: string;
  shortcut?: string;
  icon: ReactNode;
  off?: boolean;
  active?: boolean;
  danger?: boolean;
  /** Does nothing at the moment; the label says why. It keeps its place for the keyboard. */
  closed?: boolean;
  action: string;
  /** A small number at the icon; the label says it in words. */
  count?: number | undefined;
  pressed?: boolean;
  expanded?: boolean;
  onClick: () => void;
}): ReactNode {
  const tip = shortcut === undefined ? label : `${label} (${shortcut})`;
  return (
    <Tooltip label={tip} side="top">
      <button
        type="button"
        className={[
          "call-control",
          off ? "call-control--off" : "",
          active ? "call-control--active" : "",
          danger ? "call-control--leave" : "",
          closed ? "call-control--closed" : "",
        ].join(" ")}
        aria-label={label}
        aria-pressed={pressed}
        aria-expanded={expanded}
        aria-disabled={closed || undefined}
        aria-keyshortcuts={shortcut}
        data-call-action={action}
        onClick={closed ? undefined : onClick}
      >
        <span className="call-control__icon">
          {icon}
          {count === undefined || count === 0 ? null : (
            <span className="call-control__count" aria-hidden="true">
              {count}
            </span>
          )}
        </span>
        <span className="call-control__word" aria-hidden="true">
          {word}
        </span>
      </button>
    </Tooltip>
  );
}
