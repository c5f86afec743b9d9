import type { ReactNode } from "react";
import { VisuallyHidden } from "../VisuallyHidden.tsx";
import { classes } from "../classes.ts";
import { initials, tintOf } from "./initials.ts";

export interface AvatarProps {
  /** What the tint is derived from: a stable id. */
  id: string;
  name: string;
  /** Object URL of a picture; initials until it is there. */
  src?: string | undefined;
  size?: 20 | 24 | 32 | 36 | 48 | 96;
  /** People are round, rooms are square. */
  shape?: "round" | "square";
}

/** A decorative picture of a person or room; the name stands beside it or in a label around it. */
export function Avatar({ id, name, src, size = 32, shape = "round" }: AvatarProps): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={classes(
        "ui-avatar",
        `ui-avatar--${size}`,
        `ui-avatar--tint-${tintOf(id)}`,
        shape === "square" && "ui-avatar--square",
      )}
    >
      {initials(name)}
      {src === undefined ? null : <img src={src} alt="" />}
    </span>
  );
}

/** Several people in a small space. `label` says who they are. */
export function AvatarStack({
  people,
  label,
  max = 4,
  size = 24,
}: {
  people: readonly {
    readonly id: string;
    readonly name: string;
    readonly src?: string | undefined;
  }[];
  label: string;
  max?: number;
  size?: 20 | 24 | 32;
}): ReactNode {
  const more = people.length - max;
  return (
    <span className="ui-avatar-stack">
      <VisuallyHidden>{label}</VisuallyHidden>
      {people.slice(0, max).map((person) => (
        <Avatar key={person.id} {...person} size={size} />
      ))}
      {more > 0 ? (
        <span className="ui-avatar-stack__more" aria-hidden="true">
          +{more}
        </span>
      ) : null}
    </span>
  );
}
