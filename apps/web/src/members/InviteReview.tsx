import { Button, Dialog, InlineMessage } from "@plenum/ui";
import { Check } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { comingWords } from "../sides/ComingMark.tsx";
import type { FoundPerson, ListedPerson, Match } from "./invite-list.ts";
import { useMatches } from "./use-matches.ts";

/** Whom the entries of a list mean: found, to be chosen, already there, or unknown. */
export function InviteReview({
  title,
  list,
  picked,
  present,
  onBack,
  onInvite,
  onClose,
}: {
  title: string;
  list: readonly ListedPerson[];
  /** Chosen by name before. */
  picked: readonly FoundPerson[];
  /** Ids of those in the room or invited. */
  present: ReadonlySet<string>;
  onBack: () => void;
  onInvite: (people: readonly FoundPerson[]) => void;
  onClose: () => void;
}): ReactNode {
  const { t, language } = useI18n();
  const matches = useMatches(list);
  const [choices, setChoices] = useState<ReadonlyMap<ListedPerson, string>>(new Map());
  const looked = matches.filter((match) => match !== undefined).length;
  const chosen = (entry: ListedPerson, match: Match | undefined): FoundPerson | undefined => {
    if (match?.kind === "one") return match.person;
    if (match?.kind !== "several") return undefined;
    return match.people.find((person) => person.userId === choices.get(entry));
  };
  const people = new Map(picked.map((person) => [person.userId, person]));
  list.forEach((entry, index) => {
    const person = chosen(entry, matches[index]);
    if (person !== undefined) people.set(person.userId, person);
  });
  const invited = [...people.values()].filter((person) => !present.has(person.userId));
  const count = (kind: Match["kind"]): number =>
    matches.filter((match) => match?.kind === kind).length;
  const left =
    count("several") + count("coming") + count("nobody") + count("unasked") - choices.size;
  return (
    <Dialog
      title={title}
      closeLabel={t("common.close")}
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button variant="quiet" onClick={onBack}>
            {t("members.back")}
          </Button>
          <Button
            variant="primary"
            disabled={invited.length === 0 || looked < list.length}
            onClick={() => onInvite(invited)}
          >
            {t("people.inviteCount", { count: invited.length })}
          </Button>
        </>
      }
    >
      <output className="pl-small pl-muted">
        {looked < list.length
          ? t("members.looking", { done: looked, count: list.length })
          : t("members.looked", {
              found: count("one"),
              several: count("several"),
              nobody: count("nobody") + count("unasked"),
            })}
        {looked === list.length && count("coming") > 0
          ? ` ${t("members.lookedComing", { count: count("coming") })}`
          : null}
      </output>
      <ul className="ui-list pl-invites">
        {list.map((entry, index) => {
          const match = matches[index];
          const person = chosen(entry, match);
          return (
            <li key={entry.text} className="pl-invites__row">
              <span className="pl-invites__name">{entry.text}</span>
              {match === undefined ? null : person !== undefined && present.has(person.userId) ? (
                <span className="pl-muted">{t("members.alreadyThere")}</span>
              ) : match.kind === "one" ? (
                <Found person={match.person} />
              ) : match.kind === "coming" ? (
                <InlineMessage tone="warning">
                  {comingWords(match.person, t, language)}
                </InlineMessage>
              ) : match.kind === "several" ? (
                <select
                  className="ui-input"
                  aria-label={t("members.chooseFor", { name: entry.text })}
                  value={choices.get(entry) ?? ""}
                  onChange={(event) => {
                    const next = new Map(choices);
                    if (event.currentTarget.value === "") next.delete(entry);
                    else next.set(entry, event.currentTarget.value);
                    setChoices(next);
                  }}
                >
                  <option value="">{t("members.choose")}</option>
                  {match.people.map((one) => (
                    <option key={one.userId} value={one.userId}>
                      {one.displayName} ({one.userId})
                    </option>
                  ))}
                </select>
              ) : (
                <InlineMessage tone="warning">
                  {t(match.kind === "nobody" ? "members.unknown" : "members.unasked")}
                </InlineMessage>
              )}
            </li>
          );
        })}
      </ul>
      {looked === list.length && left > 0 ? (
        <InlineMessage>{t("members.reviewText", { count: left })}</InlineMessage>
      ) : null}
    </Dialog>
  );
}

function Found({ person }: { person: FoundPerson }): ReactNode {
  return (
    <span className="pl-invites__found">
      <Check aria-hidden="true" />
      <span>
        {person.displayName}
        {person.displayName === person.userId ? null : (
          <span className="pl-muted pl-small"> {person.userId}</span>
        )}
      </span>
    </span>
  );
}
