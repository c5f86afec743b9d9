import { setInGroup } from "@plenum/model";
import { Button, Dialog, Switch } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type { ContactsAccess } from "./use-contacts.ts";

/** In which groups a contact is: the keyboard's way for what dragging does. */
export function PersonGroupsDialog({
  userId,
  name,
  contacts,
  onClose,
}: {
  userId: string;
  name: string;
  contacts: ContactsAccess;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { groups } = contacts.state.view;
  return (
    <Dialog
      title={t("contacts.groupsOf", { name })}
      closeLabel={t("common.close")}
      onClose={onClose}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t("contacts.done")}
        </Button>
      }
    >
      {groups.length === 0 ? <p>{t("contacts.noGroups")}</p> : null}
      {groups.map((group) => (
        <Switch
          key={group.id}
          label={group.name}
          checked={group.people.includes(userId)}
          onChange={(inGroup) => contacts.edit(setInGroup(userId, group.id, inGroup))}
        />
      ))}
    </Dialog>
  );
}
