import { addPerson, removePerson, setFavouritePerson, setInGroup } from "@plenum/model";
import { Button, IconButton, MenuButton, useToast } from "@plenum/ui";
import { FolderCog, IdCard, MoreHorizontal, Star, UserMinus, UserPlus, Video } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { usePersonCard } from "../people/PersonCardProvider.tsx";
import { PersonName } from "../people/PersonName.tsx";
import { usePersonActions } from "../people/use-person-actions.ts";
import { PresenceLine } from "../presence/PresenceLine.tsx";
import { PresenceSign } from "../presence/PresenceMark.tsx";
import { usePerson, usePresence } from "../presence/use-presence.ts";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { startDragging } from "./dragging.ts";
import { PersonGroupsDialog } from "./PersonGroupsDialog.tsx";
import type { NameOf, Section } from "./rows.ts";
import type { ContactsAccess } from "./use-contacts.ts";

/** One person: a click writes; calling and the rest stand beside it. */
export function ContactRow({
  userId,
  section,
  contacts,
  nameOf,
  learn,
  active,
  onActive,
}: {
  userId: string;
  section: Section;
  contacts: ContactsAccess;
  nameOf: NameOf;
  learn: (userId: string, name: string) => void;
  active: boolean;
  onActive: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { profile } = usePerson(userId);
  const presence = usePresence(userId);
  const { write, call, busy } = usePersonActions(userId);
  const name = profile?.displayName ?? nameOf(userId);
  const known = profile?.displayName;
  useEffect(() => {
    if (known !== undefined) learn(userId, known);
  }, [userId, known, learn]);
  const person = profile ?? {
    displayName: name,
    server: userId.slice(userId.indexOf(":") + 1),
    isGuest: false,
  };
  const about = [profile?.function, profile?.organisation].filter(Boolean).join(", ");
  const tabIndex = active ? 0 : -1;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dragging has its keyboard way in the menu
    <div
      className="pl-contact"
      draggable={section.kind !== "directory"}
      onDragStart={(event) => startDragging(event, userId, section)}
      onFocus={onActive}
    >
      <button
        type="button"
        className="pl-contact__main"
        data-main
        tabIndex={tabIndex}
        aria-label={[
          t("contacts.write", { name }),
          presence === undefined ? "" : t(`presence.${presence.state}`),
        ]
          .filter((part) => part !== "")
          .join(", ")}
        aria-busy={busy === "write" || undefined}
        onClick={write}
      >
        <span className="pl-presence-at">
          <PersonAvatar id={userId} name={name} mxc={profile?.avatarMxc} size={32} />
          {presence === undefined ? null : <PresenceSign state={presence.state} />}
        </span>
        <span className="pl-contact__who">
          <PersonName person={person} />
          <span className="pl-contact__about pl-muted">
            {presence === undefined ? null : <PresenceLine presence={presence} signed={false} />}
            {about === "" ? null : <span>{about}</span>}
          </span>
        </span>
      </button>
      <IconButton
        label={t("contacts.call", { name })}
        icon={<Video aria-hidden="true" />}
        tabIndex={tabIndex}
        onClick={call}
      />
      {section.kind === "directory" ? (
        <Button
          size="small"
          icon={<UserPlus aria-hidden="true" />}
          aria-label={t("contacts.addName", { name })}
          tabIndex={tabIndex}
          onClick={() => contacts.edit(addPerson(userId))}
        >
          {t("contacts.add")}
        </Button>
      ) : (
        <ContactMenu userId={userId} name={name} contacts={contacts} reachable={active} />
      )}
    </div>
  );
}

function ContactMenu({
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
