import { moveGroup, removeGroup, renameGroup, restoreGroup } from "@plenum/model";
import { classes, MenuButton, useToast } from "@plenum/ui";
import { ArrowDown, ArrowUp, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { accepts, droppedEdits, droppedText } from "./dragging.ts";
import { GroupDialog } from "./GroupDialog.tsx";
import type { NameOf, Section } from "./rows.ts";
import type { ContactsAccess } from "./use-contacts.ts";

/** Heading of a section; of a group, with what one can do with it. Contacts can be dropped on it. */
export function SectionRow({
  section,
  count,
  contacts,
  nameOf,
  active,
  onActive,
}: {
  section: Section;
  count: number;
  contacts: ContactsAccess;
  nameOf: NameOf;
  active: boolean;
  onActive: () => void;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const [over, setOver] = useState(false);
  const name = section.kind === "group" ? section.name : t(`contacts.${section.kind}`);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dragging has its keyboard way in the menu of a contact
    <div
      className={classes("pl-contacts__section", over && "pl-contacts__section--over")}
      onFocus={onActive}
      onDragOver={(event) => {
        if (!accepts(event, section)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const dropped = droppedEdits(droppedText(event), section, event.ctrlKey);
        if (dropped === undefined) return;
        event.preventDefault();
        contacts.edit(...dropped.edits);
        toast({ text: t("contacts.moved", { name: nameOf(dropped.userId), group: name }) });
      }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the list has one tab stop and moves it with the arrow keys */}
      <h2 data-main tabIndex={active ? 0 : -1}>
        {name} <span className="ui-figures pl-muted">{count}</span>
      </h2>
      {section.kind === "group" ? (
        <GroupMenu section={section} contacts={contacts} reachable={active} />
      ) : null}
    </div>
  );
}

function GroupMenu({
  section: { id, name, index },
  contacts,
  reachable,
}: {
  section: Extract<Section, { kind: "group" }>;
  contacts: ContactsAccess;
  reachable: boolean;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const [renaming, setRenaming] = useState(false);
  const last = contacts.state.view.groups.length - 1;
  return (
    <>
      <span className="pl-contacts__menu">
        <MenuButton
          label={t("contacts.groupMore", { name })}
          icon={<MoreHorizontal aria-hidden="true" />}
          size="small"
          reachable={reachable}
          items={[
            {
              id: "rename",
              label: t("contacts.rename"),
              icon: <Pencil aria-hidden="true" />,
              onSelect: () => setRenaming(true),
            },
            {
              id: "up",
              label: t("contacts.up"),
              icon: <ArrowUp aria-hidden="true" />,
              disabled: index === 0,
              onSelect: () => contacts.edit(moveGroup(id, index - 1)),
            },
            {
              id: "down",
              label: t("contacts.down"),
              icon: <ArrowDown aria-hidden="true" />,
              disabled: index === last,
              onSelect: () => contacts.edit(moveGroup(id, index + 1)),
            },
            {
              id: "delete",
              label: t("contacts.deleteGroup"),
              icon: <Trash2 aria-hidden="true" />,
              danger: true,
              onSelect: () => {
                contacts.edit(removeGroup(id));
                toast({
                  text: t("contacts.groupDeleted", { name }),
                  action: {
                    label: t("contacts.undo"),
                    onSelect: () => contacts.edit(restoreGroup(id)),
                  },
                });
              },
            },
          ]}
        />
      </span>
      {renaming ? (
        <GroupDialog
          title={t("contacts.rename")}
          submit={t("contacts.save")}
          name={name}
          onClose={() => setRenaming(false)}
          onSubmit={(next) => contacts.edit(renameGroup(id, next))}
        />
      ) : null}
    </>
  );
}
