// oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events -- focus and keys are those of the field, which names the active option
import { classes, VisuallyHidden } from "@plenum/ui";
import { Hash, Users } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { PersonAvatar } from "../../rooms/RoomAvatar.tsx";
import { PersonName } from "../../people/PersonName.tsx";
import type { Suggestion } from "./suggest.ts";

/** The suggestions above the field, whose caret stays where it is: arrow keys move the choice. */
export default function SuggestionList({
  id,
  items,
  active,
  onPoint,
  onTake,
}: {
  /** Of the list, for the field; its options are `id-0`, `id-1`, … */
  id: string;
  items: readonly Suggestion[];
  active: number;
  onPoint: (index: number) => void;
  onTake: (suggestion: Suggestion) => void;
}): ReactNode {
  const { t } = useI18n();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <>
      <VisuallyHidden>
        <span role="status">{t("writing.suggestionCount", { count: items.length })}</span>
      </VisuallyHidden>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t("writing.suggestions")}
        className="pl-suggestions"
      >
        {items.map((item, index) => (
          <div
            key={item.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes("pl-suggestion", index === active && "pl-suggestion--active")}
            onPointerMove={() => {
              if (index !== active) onPoint(index);
            }}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onTake(item)}
          >
            <Content item={item} />
          </div>
        ))}
      </div>
    </>
  );
}

function Content({ item }: { item: Suggestion }): ReactNode {
  const { t } = useI18n();
  switch (item.kind) {
    case "person":
      return (
        <>
          <PersonAvatar
            id={item.person.userId}
            name={item.person.displayName}
            mxc={item.person.avatarMxc}
            size={24}
          />
          <PersonName person={item.person} />
          {item.ambiguous ? (
            <span className="pl-suggestion__hint">{item.person.userId}</span>
          ) : null}
        </>
      );
    case "everyone":
      return (
        <>
          <Users aria-hidden="true" />
          <span>@room</span>
          <span className="pl-suggestion__hint">{t("writing.everyone")}</span>
        </>
      );
    case "room":
      return (
        <>
          <Hash aria-hidden="true" />
          <span className="pl-suggestion__name">{item.room.name}</span>
        </>
      );
    case "emoji":
      return (
        <>
          <span className="pl-suggestion__emoji">{item.emoji}</span>
          <span className="pl-suggestion__name">{item.label}</span>
        </>
      );
    case "command":
      return (
        <>
          <span className="pl-suggestion__command">/{item.name}</span>
          <span className="pl-suggestion__hint">{t(`writing.command.${item.command.id}`)}</span>
        </>
      );
    default:
      return item satisfies never;
  }
}
