import type { ReactNode } from "react";
import { classes } from "../classes.ts";

/** A small turning ring. With `label` it is announced; without, words beside it say what goes on. */
export function Spinner({
  label,
  size = "small",
}: {
  label?: string;
  size?: "small" | "large";
}): ReactNode {
  const className = classes("ui-spinner", size === "large" && "ui-spinner--large");
  return label === undefined ? (
    <span className={className} aria-hidden="true" />
  ) : (
    <output className={className} aria-label={label} />
  );
}
