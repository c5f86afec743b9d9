import { sipLink } from "@plenum/model/migration";
import { Dialog, useToast, VisuallyHidden } from "@plenum/ui";
import {
  ArrowRight,
  FileText,
  Image,
  MessageSquare,
  Search,
  SquareTerminal,
  Vote,
} from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { useDates } from "../i18n/dates.ts";
import { PresenceBadge } from "../presence/PresenceMark.tsx";
import { PersonAvatar, RoomAvatar } from "../rooms/RoomAvatar.tsx";
import { movesWords } from "../sides/ComingMark.tsx";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { Keys } from "../shortcuts/Keys.tsx";
import { searchPath } from "./search-address.ts";
import { Snippet } from "./Snippet.tsx";
import { useBoxResults } from "./use-box-results.ts";
import "./search.css";

type GroupName = "people" | "coming" | "rooms" | "recent" | "messages" | "commands";

interface Option {
  readonly id: string;
  readonly icon: ReactNode;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

interface Group {
  readonly name: GroupName;
  readonly options: readonly Option[];
}

/** One box over people, rooms, messages and everything one can do. */
export default function SearchBox({
  roomId: preset,
  onClose,
}: {
  /** Messages of this room only. */
  roomId?: string;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [roomId, setRoomId] = useState(preset);
  const [chosen, setChosen] = useState(0);
  const groups = useGroups(typed, roomId, onClose);
  const options = groups.flatMap((group) => group.options);
  const at = Math.min(chosen, options.length - 1);
  const active = options[at];
  const room = roomId === undefined ? undefined : session.rooms.get().get(roomId);

  useEffect(() => {
    list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
    // oxlint-disable-next-line react/exhaustive-deps -- what is chosen moves the list, nothing in it is read
  }, [active?.id]);

  const onKeyDown = (event: KeyboardEvent): void => {
    // While letters are being put together the keys belong to that.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (options.length > 0) setChosen((at + step + options.length) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      active?.run();
    } else if (event.key === "Backspace" && typed === "" && roomId !== undefined) {
      setRoomId(undefined);
    }
  };

  return (
    <Dialog
      title={t("searchBox.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      size="wide"
      header="hidden"
    >
      <div className="pl-box">
        <div className="pl-box__field">
          <Search aria-hidden="true" />
          {room === undefined ? null : (
            <button
              type="button"
              className="pl-box__preset"
              aria-label={t("searchBox.everywhere")}
              onClick={() => setRoomId(undefined)}
            >
              {room.name} <span aria-hidden="true">×</span>
            </button>
          )}
          <input
            data-autofocus
            type="text"
            role="combobox"
            aria-label={t("searchBox.title")}
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={active === undefined ? undefined : `${id}-${active.id}`}
            autoComplete="off"
            spellCheck={false}
            maxLength={1000}
            placeholder={
              room === undefined
                ? t("searchBox.placeholder")
                : t("searchBox.placeholderRoom", { room: room.name })
            }
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div
          ref={list}
          id={`${id}-list`}
          className="pl-box__list"
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a native list cannot show pictures and groups of results
          role="listbox"
          aria-label={t("searchBox.title")}
        >
          {groups.map(({ name, options: entries }) => (
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a group inside of a listbox
            <div key={name} role="group" aria-labelledby={`${id}-group-${name}`}>
              <div className="pl-box__group" id={`${id}-group-${name}`} role="presentation">
                {t(`searchBox.group.${name}`)}
              </div>
              {entries.map((option) => (
                <Entry
                  key={option.id}
                  id={`${id}-${option.id}`}
                  option={option}
                  selected={option === active}
                />
              ))}
            </div>
          ))}
        </div>
        <footer className="pl-box__foot pl-muted pl-small">
          <span>{t("searchBox.keysHint")}</span>
        </footer>
        <VisuallyHidden>
          <output>{typed === "" ? null : t("searchBox.results", { count: options.length })}</output>
        </VisuallyHidden>
      </div>
    </Dialog>
  );
}

function Entry({
  id,
  option,
  selected,
}: {
  id: string;
  option: Option;
  selected: boolean;
}): ReactNode {
  return (
    // The field keeps the focus and handles the keys, as the combobox pattern asks.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the listbox around it
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className="pl-box__option"
      onPointerDown={(event) => event.preventDefault()}
      onClick={option.run}
    >
      <span className="pl-box__icon" aria-hidden="true">
        {option.icon}
      </span>
      <span className="pl-box__words">
        <span className="pl-box__label">{option.label}</span>
        {option.detail === undefined ? null : (
          <span className="pl-box__detail">{option.detail}</span>
        )}
      </span>
      {option.keys === undefined ? null : <Keys keys={option.keys} />}
    </div>
  );
}

const KIND_ICONS = { text: MessageSquare, picture: Image, file: FileText, poll: Vote };

function useGroups(
  typed: string,
  roomId: string | undefined,
  onClose: () => void,
): readonly Group[] {
  const { t, language } = useI18n();
  const dates = useDates();
  const show = useToast();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const text = typed.trim();
  const { people, coming, rooms, messages, commands } = useBoxResults(typed, roomId);
  const go = (address: string): void => {
    onClose();
    navigate(address);
  };
  const write = async (userId: string): Promise<void> => {
    try {
      go(roomPath(await session.directRoomWith(userId)));
    } catch {
      show({ text: t("searchBox.failed") });
    }
  };
  const all: Option = {
    id: "all-messages",
    icon: <ArrowRight />,
    label: t("searchBox.allMessages", { query: text.slice(0, 60) }),
    detail: t("searchBox.allMessagesHint"),
    run: () => go(searchPath({ query: text, ...(roomId === undefined ? {} : { room: roomId }) })),
  };
  const groups: readonly Group[] = [
    {
      name: text === "" ? "recent" : "rooms",
      options: rooms.map((room) => ({
        id: `room-${room.id}`,
        icon: <RoomAvatar room={room} size={24} />,
        label: room.name,
        detail: room.isDirect ? t("searchBox.direct") : room.topic,
        run: () => go(roomPath(room.id)),
      })),
    },
    {
      name: "people",
      options: people.map(({ userId, displayName, avatarMxc }) => ({
        id: `person-${userId}`,
        icon: (
          <PresenceBadge userId={userId}>
            <PersonAvatar id={userId} name={displayName} mxc={avatarMxc} size={24} />
          </PresenceBadge>
        ),
        label: displayName,
        detail: `${t("searchBox.writeTo")} · ${userId}`,
        run: () => void write(userId),
      })),
    },
    {
      name: "coming",
      options: coming.map((person) => {
        const link = sipLink(person.address);
        return {
          id: `coming-${person.userId}`,
          icon: <PersonAvatar id={person.userId} name={person.name} mxc={undefined} size={24} />,
          label: person.name,
          detail: [link === undefined ? "" : t("sides.write"), movesWords(person, t, language)]
            .filter(Boolean)
            .join(" · "),
          run: () => {
            if (link !== undefined) globalThis.location.assign(link);
          },
        };
      }),
    },
    {
      name: "commands",
      options: commands.map(({ id, label, Icon = SquareTerminal, keys, run }) => ({
        id: `command-${id}`,
        icon: <Icon aria-hidden="true" />,
        label,
        keys: keys?.[0],
        run: () => {
          onClose();
          run();
        },
      })),
    },
    {
      name: "messages",
      options: [
        ...messages.map((hit) => {
          const Icon = KIND_ICONS[hit.kind];
          const room = session.rooms.get().get(hit.roomId);
          return {
            id: `message-${hit.eventId}`,
            icon: <Icon />,
            label: <Snippet parts={hit.snippet} />,
            detail: `${hit.senderName} · ${room?.name ?? ""} · ${dates.dateTime(hit.timestamp)}`,
            run: () => go(roomPath(hit.roomId, { eventId: hit.eventId })),
          };
        }),
        ...(text === "" ? [] : [all]),
      ],
    },
  ];
  return groups.filter(({ options }) => options.length > 0);
}
