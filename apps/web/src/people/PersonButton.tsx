import { classes } from "@plenum/ui";
import type { ReactNode } from "react";
import { usePersonCard } from "./PersonCardProvider.tsx";
import "./person-name.css";

/** Makes a name or a picture open the person's card; plain content where there are no cards. */
export function PersonButton({
  userId,
  label,
  reachable = true,
  className,
  children,
}: {
  userId: string;
  /** For pictures, which have no words. */
  label?: string;
  /** Whether Tab stops here: in a list with one tab stop only at the active entry. */
  reachable?: boolean;
  className?: string;
  children: ReactNode;
}): ReactNode {
  const open = usePersonCard();
  if (open === undefined) return children;
  return (
    <button
      type="button"
      className={classes("pl-person-button", className)}
      aria-label={label}
      aria-haspopup="dialog"
      tabIndex={reachable ? 0 : -1}
      onClick={(event) => open(userId, event.currentTarget)}
    >
      {children}
    </button>
  );
}
