import { addPerson, removePerson, setFavouritePerson, setInGroup } from "@plenum/model";
import { MenuButton, useToast } from "@plenum/ui";
import { FolderCog, IdCard, MoreHorizontal, Star, UserMinus } from "lucide-react";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { usePersonCard } from "../people/PersonCardProvider.tsx";
import { PersonGroupsDialog } from "./PersonGroupsDialog.tsx";
import type { ContactsAccess } from "./use-contacts.ts";

/** What one can do with a contact: card, favourite, groups, remove. */
export function ContactMenu({
  userId,
  name,
  contacts,
  reachable,
}: {
  userId: string;
  name: string;
  contacts: ContactsAccess;
  reachable: boolean;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const openCard = usePersonCard();
  const place = useRef<HTMLSpanElement>(null);
  const [grouping, setGrouping] = useState(false);
  const { view } = contacts.state;
  const favourite = view.favourites.includes(userId);
  const remove = (): void => {
    const groups = view.groups.filter((group) => group.people.includes(userId));
    contacts.edit(removePerson(userId));
    toast({
      text: t("contacts.removed", { name }),
      action: {
        label: t("contacts.undo"),
        onSelect: () =>
          contacts.edit(
            addPerson(userId),
            ...(favourite ? [setFavouritePerson(userId, true)] : []),
            ...groups.map((group) => setInGroup(userId, group.id, true)),
          ),
      },
    });
  };
  return (
    <span ref={place}>
      <MenuButton
        label={t("contacts.more", { name })}
        icon={<MoreHorizontal aria-hidden="true" />}
        reachable={reachable}
        items={[
          {
            id: "card",
            label: t("contacts.card"),
            icon: <IdCard aria-hidden="true" />,
            onSelect: () => {
              const beside = place.current?.querySelector("button");
              if (beside) openCard?.(userId, beside);
            },
          },
          {
            id: "favourite",
            label: favourite ? t("contacts.unfavourite") : t("contacts.favourite"),
            icon: <Star aria-hidden="true" />,
            onSelect: () => contacts.edit(setFavouritePerson(userId, !favourite)),
          },
          {
            id: "groups",
            label: t("contacts.groups"),
            icon: <FolderCog aria-hidden="true" />,
            onSelect: () => setGrouping(true),
          },
          {
            id: "remove",
            label: t("contacts.remove"),
            icon: <UserMinus aria-hidden="true" />,
            danger: true,
            onSelect: remove,
          },
        ]}
      />
      {grouping ? (
        <PersonGroupsDialog
          userId={userId}
          name={name}
          contacts={contacts}
          onClose={() => setGrouping(false)}
        />
      ) : null}
    </span>
  );
}
