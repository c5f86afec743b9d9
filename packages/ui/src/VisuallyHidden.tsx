import type { ReactNode } from "react";

/** Text for screen readers alone. */
export function VisuallyHidden({ children }: { children: ReactNode }): ReactNode {
  return <span className="ui-visually-hidden">{children}</span>;
}
