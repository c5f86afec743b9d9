import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "../classes.ts";

/** What is searched or filtered as somebody types. The label stands in the empty field. */
export function SearchField({
  label,
  value,
  onValue,
  className,
  focusAtOnce = false,
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  className?: string | undefined;
  /** In a dialog: the focus begins here. */
  focusAtOnce?: boolean | undefined;
}): ReactNode {
  return (
    <div className={classes("ui-search", className)}>
      <Search aria-hidden="true" />
      <input
        type="search"
        className="ui-input"
        autoComplete="off"
        aria-label={label}
        placeholder={label}
        data-autofocus={focusAtOnce ? true : undefined}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    </div>
  );
}
