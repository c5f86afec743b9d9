import { Avatar } from "@plenum/ui";
import { X } from "lucide-react";
import { lazy, Suspense, useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { PresenceBadge } from "../presence/PresenceMark.tsx";
import { useComingFound } from "../sides/use-coming.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import "./people.css";

export interface PickedPerson {
  readonly userId: string;
  readonly displayName: string;
}

const ComingPeople = lazy(() => import("../sides/ComingPeople.tsx"));

/** Milliseconds after the last key before the directory is asked. */
const PAUSE = 200;
const SHOWN = 8;

/**
 * Finds people in the directory by name and collects them. A combobox: arrow keys choose,
 * Enter takes, Backspace in the empty field gives back the last one.
 */
export function PeoplePicker({
  label,
  people,
  onChange,
  single = false,
  focusAtOnce = false,
}: {
  label: string;
  people: readonly PickedPerson[];
  onChange: (people: readonly PickedPerson[]) => void;
  /** One person only. */
  single?: boolean;
  focusAtOnce?: boolean;
}): ReactNode {
  const { t } = useI18n();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [term, setTerm] = useState("");
  const [chosen, setChosen] = useState(0);
  const { found, state } = useDirectory(term.trim(), people);
  const coming = useComingFound(term, found);

  useEffect(() => {
    if (focusAtOnce) input.current?.focus();
  }, [focusAtOnce]);

  const take = (person: PickedPerson | undefined): void => {
    if (!person) return;
    onChange(single ? [person] : [...people, person]);
    setTerm("");
    setChosen(0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen((before) => Math.max(0, Math.min(found.length - 1, before + step)));
    } else if (event.key === "Enter" && term.trim() !== "") {
      event.preventDefault();
      take(found[chosen]);
    } else if (event.key === "Escape" && term !== "") {
      event.preventDefault();
      event.stopPropagation();
      setTerm("");
    } else if (event.key === "Backspace" && term === "" && people.length > 0) {
      onChange(people.slice(0, -1));
    }
  };

  const open = term.trim() !== "";
  return (
    <div className="pl-picker">
      <label className="ui-field__label" htmlFor={id}>
        {label}
      </label>
      {people.length > 0 ? (
        <ul className="ui-list pl-picker__chosen">
          {people.map((person) => (
            <li key={person.userId} className="pl-chip">
              <Avatar id={person.userId} name={person.displayName} size={20} />
              {person.displayName}
              <button
                type="button"
                aria-label={t("people.takeOff", { name: person.displayName })}
                onClick={() => {
                  onChange(people.filter((entry) => entry !== person));
                  input.current?.focus();
                }}
              >
                <X aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <input
        ref={input}
        id={id}
        className="ui-input"
        data-autofocus
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && found[chosen] ? `${id}-${chosen}` : undefined}
        autoComplete="off"
        placeholder={t("people.search")}
        value={term}
        onChange={(event) => {
          setTerm(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      {open ? (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a native list cannot show a picture beside a name
        <div role="listbox" id={`${id}-list`} aria-label={label} className="pl-picker__found">
          {found.map((person, index) => (
            // The field keeps the focus and handles the keys, as the combobox pattern asks.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={person.userId}
              id={`${id}-${index}`}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
            >
              <PresenceBadge userId={person.userId}>
                <Avatar id={person.userId} name={person.displayName} size={24} />
              </PresenceBadge>
              <span>{person.displayName}</span>
              <span className="pl-muted pl-small">{person.userId}</span>
            </div>
          ))}
        </div>
      ) : null}
      {coming.length === 0 ? null : (
        <Suspense>
          <ComingPeople people={coming} />
        </Suspense>
      )}
      <output className="pl-small pl-muted">
        {open && found.length === 0 && coming.length === 0 ? t(`people.directory.${state}`) : null}
      </output>
    </div>
  );
}

function useDirectory(
  term: string,
  without: readonly PickedPerson[],
): { found: readonly PickedPerson[]; state: "searching" | "nobody" | "failed" } {
  const { session } = useWorkspace();
  const [result, setResult] = useState<{ term: string; found?: readonly PickedPerson[] }>({
    term: "",
  });
  useEffect(() => {
    if (term === "") return undefined;
    let wanted = true;
    const search = async (): Promise<void> => {
      const found = await session.searchPeople(term).catch(() => undefined);
      if (wanted) setResult(found ? { term, found } : { term });
    };
    const timer = setTimeout(() => {
      void search();
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [session, term]);
  const taken = new Set([session.userId, ...without.map((person) => person.userId)]);
  const found = (result.found ?? []).filter((person) => !taken.has(person.userId)).slice(0, SHOWN);
  if (result.term !== term) return { found, state: "searching" };
  return { found, state: result.found ? "nobody" : "failed" };
}
