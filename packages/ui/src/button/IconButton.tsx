import type { ComponentProps, ReactNode } from "react";
import { Tooltip, type TooltipSide } from "../tooltip/Tooltip.tsx";
import { classes } from "../classes.ts";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** Accessible name and tooltip. */
  label: string;
  icon: ReactNode;
  size?: "medium" | "small";
  /** Set for a toggle. */
  pressed?: boolean;
  side?: TooltipSide;
}

/** A button with an icon alone; its label is the accessible name and the tooltip. */
export function IconButton({
  label,
  icon,
  size = "medium",
  pressed,
  side = "bottom",
  className,
  type = "button",
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <Tooltip label={label} side={side}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        className={classes(
          "ui-icon-button",
          size === "small" && "ui-icon-button--small",
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
