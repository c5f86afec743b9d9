import type { ReactNode } from "react";

/** An empty place: what belongs here, and the first step. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
  headingLevel = 2,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  headingLevel?: 1 | 2 | 3;
}): ReactNode {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="ui-empty">
      {icon}
      <Heading className="ui-empty__title">{title}</Heading>
      {children === undefined ? null : <div>{children}</div>}
      {actions === undefined ? null : <div className="ui-empty__actions">{actions}</div>}
    </div>
  );
}
