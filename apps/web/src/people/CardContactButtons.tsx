import { addPerson, removePerson, setFavouritePerson } from "@plenum/model";
import { InlineMessage, MenuButton, useToast } from "@plenum/ui";
import { Ban, MoreHorizontal, Star, UserMinus, UserPlus } from "lucide-react";
import type { ReactNode } from "react";
import { useContacts } from "../contacts/use-contacts.ts";
import { useI18n } from "../i18n/I18n.tsx";

/** What a card offers for the contact list: add, favourite, block. */
export function CardContactButtons({ userId, name }: { userId: string; name: string }): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const contacts = useContacts();
  if (contacts === undefined) return null;
  const { view, blocked } = contacts.state;
  const isContact = view.everyone.has(userId);
  const favourite = view.favourites.includes(userId);
  const isBlocked = blocked.has(userId);
  return (
    <>
      <MenuButton
        label={t("card.more")}
        icon={<MoreHorizontal aria-hidden="true" />}
        items={[
          isContact
            ? {
                id: "remove",
                label: t("card.remove"),
                icon: <UserMinus aria-hidden="true" />,
                onSelect: () => {
                  contacts.edit(removePerson(userId));
                  toast({ text: t("card.removed", { name }) });
                },
              }
            : {
                id: "add",
                label: t("card.add"),
                icon: <UserPlus aria-hidden="true" />,
                onSelect: () => {
                  contacts.edit(addPerson(userId));
                  toast({ text: t("card.added", { name }) });
                },
              },
          {
            id: "favourite",
            label: favourite ? t("card.unfavourite") : t("card.favourite"),
            icon: <Star aria-hidden="true" />,
            onSelect: () => contacts.edit(setFavouritePerson(userId, !favourite)),
          },
          {
            id: "block",
            label: isBlocked ? t("card.unblock") : t("card.block"),
            icon: <Ban aria-hidden="true" />,
            danger: !isBlocked,
            onSelect: () => contacts.setBlocked(userId, !isBlocked),
          },
        ]}
      />
      {isBlocked ? <InlineMessage tone="warning">{t("card.blocked")}</InlineMessage> : null}
    </>
  );
}
