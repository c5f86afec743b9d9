import type { ReactNode } from "react";
import { classes } from "../classes.ts";

/** The shape of something that is on its way. `width` is a CSS length or percentage. */
export function Skeleton({
  width = "100%",
  circle = false,
}: {
  width?: string;
  circle?: boolean;
}): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={classes("ui-skeleton", circle && "ui-skeleton--circle")}
      style={circle ? undefined : { width }}
    />
  );
}
