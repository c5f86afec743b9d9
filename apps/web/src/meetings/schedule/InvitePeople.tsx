import { Avatar, Button, InlineMessage, TextField } from "@plenum/ui";
import { X } from "lucide-react";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18n.tsx";
import { PeoplePicker, type PickedPerson } from "../../people/PeoplePicker.tsx";
import type { FormPerson } from "./form.ts";
import { readMailList } from "./mail-list.ts";

type MailPerson = Extract<FormPerson, { mail: string }>;

/** Colleagues by name, everybody else by mail address: typed, or pasted as a mail program copies them. */
export function InvitePeople({
  people,
  error,
  onChange,
}: {
  people: readonly FormPerson[];
  error: string | undefined;
  onChange: (people: readonly FormPerson[]) => void;
}): ReactNode {
  const { t } = useI18n();
  const colleagues = people.flatMap((person): PickedPerson[] =>
    "userId" in person ? [{ userId: person.userId, displayName: person.name }] : [],
  );
  const byMail = people.filter((person): person is MailPerson => "mail" in person);
  return (
    <>
      <PeoplePicker
        label={t("meetings.colleagues")}
        people={colleagues}
        onChange={(picked) =>
          onChange([
            ...picked.map(
              ({ userId, displayName }) =>
                people.find((person) => "userId" in person && person.userId === userId) ?? {
                  userId,
                  name: displayName,
                },
            ),
            ...byMail,
          ])
        }
      />
      <MailField
        people={byMail}
        error={error}
        onChange={(next) => onChange([...people.filter((person) => "userId" in person), ...next])}
      />
    </>
  );
}

function MailField({
  people,
  error,
  onChange,
}: {
  people: readonly MailPerson[];
  error: string | undefined;
  onChange: (people: readonly MailPerson[]) => void;
}): ReactNode {
  const { t } = useI18n();
  const { config } = useApp();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [unread, setUnread] = useState<readonly string[]>([]);
  /** Takes what can be read; the rest stays in the field with what is wrong about it. */
  const take = (text: string): void => {
    const read = readMailList(text);
    const known = new Set(people.map(({ mail }) => mail));
    const added = read.people.filter(({ mail }) => !known.has(mail));
    if (added.length > 0) onChange([...people, ...added]);
    setTyped(read.unread.join("; "));
    setUnread(read.unread);
  };
  return (
    <div className="pl-picker">
      {config.meetings?.mail === true ? null : (
        <InlineMessage>{t("meetings.noMail")}</InlineMessage>
      )}
      <div className="pl-mail">
        <TextField
          ref={field}
          label={t("meetings.mail")}
          description={t("meetings.mailText")}
          value={typed}
          error={
            error ??
            (unread.length === 0
              ? undefined
              : t("meetings.problem.mail", { count: unread.length, first: unread[0] ?? "" }))
          }
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setUnread([]);
          }}
          onPaste={(event) => {
            // Of several lines a field would keep one.
            const text = event.clipboardData.getData("text/plain");
            if (readMailList(text).people.length === 0) return;
            event.preventDefault();
            take(`${typed};${text}`);
          }}
          onKeyDown={(event) => {
            if (!["Enter", ";"].includes(event.key) || typed.trim() === "") return;
            event.preventDefault();
            take(typed);
          }}
          onBlur={() => {
            if (typed.trim() !== "") take(typed);
          }}
        />
        {typed.trim() === "" ? null : (
          <Button onClick={() => take(typed)}>{t("meetings.addMail")}</Button>
        )}
      </div>
      {people.length === 0 ? null : (
        <ul className="ui-list pl-picker__chosen" aria-label={t("meetings.byMail")}>
          {people.map((person) => (
            <li key={person.mail} className="pl-chip" title={person.mail}>
              <Avatar id={person.mail} name={person.name || person.mail} size={20} />
              {person.name === "" ? person.mail : person.name}
              <button
                type="button"
                aria-label={t("people.takeOff", { name: person.name || person.mail })}
                onClick={() => {
                  onChange(people.filter((one) => one !== person));
                  field.current?.focus();
                }}
              >
                <X aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
