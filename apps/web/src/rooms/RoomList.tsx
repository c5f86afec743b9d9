import type { RoomSummary } from "@plenum/matrix";
import { Button, EmptyState, MenuButton, Skeleton, VisuallyHidden } from "@plenum/ui";
import { ChevronRight, MessageSquarePlus, Plus, Search, Users, Video } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useApp } from "../app/AppContext.tsx";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { SearchButton } from "../search/SearchProvider.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { Invitation } from "./Invitation.tsx";
import { RoomEntry } from "./RoomEntry.tsx";
import { sectionsOf, spacesOf, type Section, type SectionName } from "./sections.ts";
import "./room-list.css";

const FOLDED = "plenum.folded-sections";

/** The list of rooms, with filter, spaces and everything one can begin. */
export function RoomList({ selected }: { selected: string | undefined }): ReactNode {
  const { t } = useI18n();
  const { config } = useApp();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const ready = useObservable(session.roomsReady);
  const [text, setText] = useState("");
  const [spaceId, setSpaceId] = useState<string>();
  const wanted = useDeferredValue(text);
  const sections = useMemo(
    () => sectionsOf(rooms.values(), { text: wanted, spaceId }),
    [rooms, wanted, spaceId],
  );
  const spaces = useMemo(() => spacesOf(rooms.values()), [rooms]);
  const list = useRef<HTMLDivElement>(null);

  return (
    <nav className="pl-list" aria-label={t("list.label")}>
      <header className="pl-list__head">
        <span className="pl-list__agency">{config.agency.name}</span>
        <SearchButton />
        <NewMenu />
      </header>
      <div className="pl-list__filter">
        <Search aria-hidden="true" />
        <input
          type="search"
          className="ui-input"
          aria-label={t("list.filter")}
          placeholder={t("list.filter")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") focusEntry(list.current, 0, event);
            if (event.key === "Escape") setText("");
          }}
        />
      </div>
      {spaces.length > 0 ? (
        <div className="pl-list__spaces">
          <select
            className="ui-input"
            aria-label={t("list.space")}
            value={spaceId ?? ""}
            onChange={(event) => setSpaceId(event.currentTarget.value || undefined)}
          >
            <option value="">{t("list.allSpaces")}</option>
            {spaces.map((space) => (
              <option key={space.id} value={space.id}>
                {space.name}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys move between the links inside; every link is reachable by itself */}
      <div
        className="pl-list__rooms"
        ref={list}
        onKeyDown={(event) => moveFocus(list.current, event)}
      >
        {ready ? (
          <Sections sections={sections} selected={selected} filtering={wanted !== ""} />
        ) : (
          <ListSkeleton />
        )}
        {ready && sections.length === 0 ? (
          <Nothing filtering={wanted !== "" || spaceId !== undefined} />
        ) : null}
      </div>
    </nav>
  );
}

function Sections({
  sections,
  selected,
  filtering,
}: {
  sections: readonly Section[];
  selected: string | undefined;
  filtering: boolean;
}): ReactNode {
  const { t } = useI18n();
  const [folded, setFolded] = useState<ReadonlySet<string>>(readFolded);
  const first = sections.find((section) => section.name !== "invitations")?.rooms[0]?.id;
  const isListed = sections.some((section) => section.rooms.some((room) => room.id === selected));
  const tabStop = isListed ? selected : first;

  const toggle = (name: SectionName): void => {
    const next = new Set(folded);
    if (!next.delete(name)) next.add(name);
    setFolded(next);
    localStorage.setItem(FOLDED, JSON.stringify([...next]));
  };

  return sections.map(({ name, rooms }) => {
    const open = filtering || !folded.has(name);
    const news = rooms.filter((room) => !room.muted && room.unread > 0).length;
    return (
      <section key={name} className="pl-section" aria-labelledby={`section-${name}`}>
        <h2 className="pl-section__title" id={`section-${name}`}>
          <button
            type="button"
            className="pl-section__toggle"
            aria-expanded={open}
            data-room-entry
            tabIndex={-1}
            onClick={() => toggle(name)}
          >
            <ChevronRight aria-hidden="true" />
            {t(`list.section.${name}`)}
            {!open && news > 0 ? <span className="pl-badge">{news}</span> : null}
          </button>
        </h2>
        {open ? (
          <ul className="ui-list pl-section__rooms">
            {rooms.map((room) => (
              <li key={room.id}>
                <Entry room={room} selected={room.id === selected} tabStop={room.id === tabStop} />
              </li>
            ))}
          </ul>
        ) : null}
      </section>
    );
  });
}

function Entry({
  room,
  selected,
  tabStop,
}: {
  room: RoomSummary;
  selected: boolean;
  tabStop: boolean;
}): ReactNode {
  if (room.membership === "invite") return <Invitation room={room} />;
  return <RoomEntry room={room} selected={selected} tabStop={tabStop} />;
}

function NewMenu(): ReactNode {
  const { t } = useI18n();
  const dialogs = useDialogAddress();
  return (
    <MenuButton
      label={t("list.new")}
      icon={<Plus aria-hidden="true" />}
      items={[
        {
          id: "message",
          label: t("newMessage.title"),
          icon: <MessageSquarePlus aria-hidden="true" />,
          onSelect: () => dialogs.open("new-message"),
        },
        {
          id: "room",
          label: t("newRoom.title"),
          icon: <Users aria-hidden="true" />,
          onSelect: () => dialogs.open("new-room"),
        },
        {
          id: "conference",
          label: t("newConference.title"),
          icon: <Video aria-hidden="true" />,
          onSelect: () => dialogs.open("new-conference"),
        },
      ]}
    />
  );
}

function Nothing({ filtering }: { filtering: boolean }): ReactNode {
  const { t } = useI18n();
  const dialogs = useDialogAddress();
  if (filtering) return <p className="pl-list__nothing">{t("list.nothingFound")}</p>;
  return (
    <EmptyState
      title={t("list.emptyTitle")}
      headingLevel={3}
      actions={
        <Button size="small" onClick={() => dialogs.open("new-message")}>
          {t("home.newMessage")}
        </Button>
      }
    >
      {t("list.emptyText")}
    </EmptyState>
  );
}

function ListSkeleton(): ReactNode {
  const { t } = useI18n();
  return (
    <div className="pl-list__skeleton" aria-busy="true">
      <VisuallyHidden>{t("list.loading")}</VisuallyHidden>
      {["70%", "45%", "60%", "80%", "50%", "65%", "40%", "72%"].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}

function moveFocus(list: HTMLElement | null, event: KeyboardEvent): void {
  const links = entriesOf(list);
  const at = links.findIndex((link) => link === document.activeElement);
  if (at < 0) return;
  if (event.key === "ArrowDown") focusEntry(list, at + 1, event);
  if (event.key === "ArrowUp") focusEntry(list, at - 1, event);
  if (event.key === "Home") focusEntry(list, 0, event);
  if (event.key === "End") focusEntry(list, links.length - 1, event);
}

function focusEntry(list: HTMLElement | null, index: number, event: KeyboardEvent): void {
  const link = entriesOf(list)[index];
  if (!link) return;
  event.preventDefault();
  link.focus();
}

function entriesOf(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-room-entry]") ?? [])];
}

function readFolded(): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(FOLDED) ?? "[]");
    return new Set(Array.isArray(value) ? value.map(String) : []);
  } catch {
    return new Set();
  }
}
