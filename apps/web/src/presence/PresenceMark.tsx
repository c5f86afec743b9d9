import type { PresenceState } from "@plenum/model";
import { classes } from "@plenum/ui";
import { useRef } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useOnScreen } from "./on-screen.ts";
import { usePresence } from "./use-presence.ts";
import "./presence.css";

/** Each state has a shape of its own: nobody has to tell colours apart. */
const SHAPES: Readonly<Record<PresenceState, ReactNode>> = {
  available: <path d="M3.5 6.2 5.3 8l3.2-3.6" />,
  busy: <circle cx="6" cy="6" r="1.6" fill="currentColor" />,
  "in-call": <path d="M3.2 4.4h3.4v3.2H3.2zM6.6 6l2.2-1.4v2.8z" fill="currentColor" />,
  away: <path d="M6 3.4V6l1.8 1.4" />,
  "do-not-disturb": <path d="M3.4 6h5.2" />,
  "out-of-office": <path d="M3.4 6h5M6.4 3.8 8.6 6 6.4 8.2" />,
  offline: <path d="m4.2 4.2 3.6 3.6m0-3.6L4.2 7.8" />,
};

/** The shape of a state; its word has to stand beside it or in a label around it. */
export function PresenceSign({ state }: { state: PresenceState }): ReactNode {
  return (
    <svg
      className={classes("pl-presence", `pl-presence--${state}`)}
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      <circle className="pl-presence__ground" cx="6" cy="6" r="5.25" />
      {SHAPES[state]}
    </svg>
  );
}

/**
 * Puts the mark of a person's presence at a picture. Its word is the description of whatever
 * names `id` in `aria-describedby`, and its tooltip.
 */
export function PresenceBadge({
  userId,
  id,
  children,
}: {
  userId: string;
  id?: string;
  children: ReactNode;
}): ReactNode {
  const { t } = useI18n();
  const place = useRef<HTMLSpanElement>(null);
  const seen = useOnScreen(place);
  const presence = usePresence(seen ? userId : undefined);
  const word = presence === undefined ? "" : t(`presence.${presence.state}`);
  return (
    <span className="pl-presence-at" ref={place} title={word === "" ? undefined : word}>
      {children}
      {presence === undefined ? null : <PresenceSign state={presence.state} />}
      <span className="ui-visually-hidden" id={id}>
        {word}
      </span>
    </span>
  );
}
