import type { ComponentProps, ReactNode } from "react";
import { Spinner } from "../feedback/Spinner.tsx";
import { classes } from "../classes.ts";

export interface ButtonProps extends ComponentProps<"button"> {
  /** One `primary` a view; `danger` names its effect in words. */
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "medium" | "small";
  icon?: ReactNode;
  /** Work is going on: the button keeps its width and its focus but does nothing. */
  busy?: boolean;
  wide?: boolean;
}

/** A button with words. While `busy` it stays focusable, so focus is never lost. */
export function Button({
  variant = "secondary",
  size = "medium",
  icon,
  busy = false,
  wide = false,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={classes(
        "ui-button",
        `ui-button--${variant}`,
        size === "small" && "ui-button--small",
        wide && "ui-button--wide",
        className,
      )}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
