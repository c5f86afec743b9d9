import { createGroup } from "@plenum/model";
import { Button, EmptyState, TextField } from "@plenum/ui";
import { BookUser, FolderPlus } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useComingFound } from "../sides/use-coming.ts";
import { ContactList } from "./ContactList.tsx";
import { GroupDialog } from "./GroupDialog.tsx";
import { foundRows, listRows } from "./rows.ts";
import { type ContactsAccess, useContacts } from "./use-contacts.ts";
import { useDirectory } from "./use-directory.ts";
import { useNames } from "./use-names.ts";
import "./contacts.css";

/** The people one often deals with, in groups of one's own. */
export default function ContactsPage(): ReactNode {
  const { t } = useI18n();
  const contacts = useContacts();
  return (
    <div className="pl-contacts">
      <h1>{t("contacts.title")}</h1>
      {contacts === undefined ? null : contacts.state.unreadable ? (
        <EmptyState title={t("contacts.unreadableTitle")}>
          {t("contacts.unreadableText")}
        </EmptyState>
      ) : (
        <Contacts contacts={contacts} />
      )}
    </div>
  );
}

function Contacts({ contacts }: { contacts: ContactsAccess }): ReactNode {
  const { t } = useI18n();
  const { view } = contacts.state;
  const [typed, setTyped] = useState("");
  const [creating, setCreating] = useState(false);
  const term = typed.trim();
  const directory = useDirectory(term);
  const coming = useComingFound(term, directory.people);
  const { nameOf, learn } = useNames();
  useEffect(() => {
    for (const person of directory.people) learn(person.userId, person.displayName);
    for (const person of coming) learn(person.userId, person.name);
  }, [directory.people, coming, learn]);
  const rows = useMemo(
    () =>
      term === ""
        ? listRows(view, nameOf)
        : foundRows(
            view,
            nameOf,
            term,
            directory.people.map((person) => person.userId),
            coming.map((person) => person.userId),
          ),
    [view, nameOf, term, directory.people, coming],
  );
  return (
    <>
      <div className="pl-contacts__tools">
        <TextField
          type="search"
          label={t("contacts.search")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button icon={<FolderPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
          {t("contacts.newGroup")}
        </Button>
      </div>
      {rows.length === 0 && term === "" ? (
        <EmptyState icon={<BookUser aria-hidden="true" />} title={t("contacts.emptyTitle")}>
          {t("contacts.emptyText")}
        </EmptyState>
      ) : (
        <ContactList rows={rows} contacts={contacts} nameOf={nameOf} learn={learn} />
      )}
      <output className="pl-muted pl-small">
        {directory.state === "searching" ? t("contacts.searching") : null}
        {directory.state === "failed" ? t("contacts.directoryFailed") : null}
        {directory.state === "done" && rows.length === 0 ? t("contacts.nobody") : null}
      </output>
      {creating ? (
        <GroupDialog
          title={t("contacts.newGroup")}
          submit={t("contacts.create")}
          onClose={() => setCreating(false)}
          onSubmit={(name) => contacts.edit(createGroup(crypto.randomUUID(), name))}
        />
      ) : null}
    </>
  );
}
