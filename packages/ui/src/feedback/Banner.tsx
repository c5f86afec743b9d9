import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "../classes.ts";

export type Tone = "info" | "success" | "warning" | "danger";

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

function ToneIcon({ tone }: { tone: Tone }): ReactNode {
  const Icon = icons[tone];
  return <Icon aria-hidden="true" />;
}

/** One line over a whole area: what is going on, and what can be done about it. */
export function Banner({
  tone = "info",
  icon,
  children,
  actions,
  urgent = false,
  quiet = false,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  /** Interrupts a screen reader; for what cannot wait. */
  urgent?: boolean;
  /** Says nothing by itself to a screen reader; for what is told there in another way. */
  quiet?: boolean;
}): ReactNode {
  const role = quiet ? undefined : urgent ? "alert" : "status";
  return (
    <div className={classes("ui-banner", `ui-tone--${tone}`)} role={role}>
      {icon ?? <ToneIcon tone={tone} />}
      <div className="ui-banner__text">{children}</div>
      {actions === undefined ? null : <div className="ui-banner__actions">{actions}</div>}
    </div>
  );
}

/** A sentence beside what it is about. Errors are announced at once. */
export function InlineMessage({
  tone = "info",
  boxed = false,
  id,
  children,
}: {
  tone?: Tone;
  boxed?: boolean;
  id?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <div
      id={id}
      role={tone === "danger" ? "alert" : undefined}
      className={classes(
        "ui-inline-message",
        boxed && "ui-inline-message--boxed",
        `ui-tone--${tone}`,
      )}
    >
      <ToneIcon tone={tone} />
      <div>{children}</div>
    </div>
  );
}
