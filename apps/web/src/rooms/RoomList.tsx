import { Button, EmptyState, Skeleton, VisuallyHidden } from "@plenum/ui";
import { Search } from "lucide-react";
import { Suspense, useDeferredValue, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useApp } from "../app/AppContext.tsx";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { SearchButton } from "../search/SearchProvider.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { useListFocus } from "./list-focus.ts";
import { ListEdge } from "./ListEdge.tsx";
import { NewMenu } from "./NewMenu.tsx";
import { headingKey, RoomSection } from "./RoomSection.tsx";
import { type QuickFilter, sectionsOf, type Section, type SectionName } from "./sections.ts";
import { hasSpaces, roomsWithin } from "./space-tree.ts";
import { SpaceChoice } from "./SpaceChoice.tsx";
import { useChatSteps } from "./use-chat-steps.ts";
import { useRoomMenu } from "./use-room-menu.tsx";
import { useSpaceChoice } from "./use-space-choice.ts";
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
  const [quick, setQuick] = useState<QuickFilter>();
  const [spaceId, setSpaceId] = useSpaceChoice(rooms);
  const [folded, toggle] = useFolded();
  const wanted = useDeferredValue(text);
  const sections = useMemo(() => {
    const within = spaceId === undefined ? undefined : roomsWithin(rooms, spaceId);
    return sectionsOf(rooms, { text: wanted, quick, within, open: selected });
  }, [rooms, wanted, quick, spaceId, selected]);
  const filtering = wanted !== "" || quick !== undefined;
  const keys = useMemo(
    () => sections.flatMap((section) => keysOf(section, filtering || !folded.has(section.name))),
    [sections, filtering, folded],
  );
  const isOpen = ({ name }: Section): boolean => filtering || !folded.has(name);
  const arrangement = sections
    .map((section) => `${section.name} ${isOpen(section) ? section.rooms.length : "folded"}`)
    .join(" ");
  useChatSteps(sections, selected);
  const scroller = useRef<HTMLDivElement>(null);
  const focus = useListFocus(scroller, keys, (key) => rooms.get(key)?.name ?? "");
  const { handlers: menuHandlers, menu } = useRoomMenu();
  const first = keys.find((key) => !key.startsWith("section "));
  const tabStop = [focus.active, selected, first].find(
    (key) => key !== undefined && keys.includes(key),
  );

  return (
    <nav className="pl-list" aria-label={t("list.label")}>
      <header className="pl-list__head">
        <span className="pl-list__agency">{config.agency.name}</span>
        <SearchButton />
        <NewMenu />
      </header>
      {hasSpaces(rooms) ? <SpaceChoice chosen={spaceId} onChoose={setSpaceId} /> : null}
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
            if (event.key === "ArrowDown") {
              event.preventDefault();
              focus.focusAt(0);
            }
            if (event.key === "Escape") setText("");
          }}
        />
      </div>
      <FilterChips chosen={quick} onChoose={setQuick} />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys move between the links inside, and the menu is theirs; every link is reachable by itself */}
      <div className="pl-list__rooms" ref={scroller} {...focus.handlers} {...menuHandlers}>
        <div>
          {ready ? (
            sections.map((section) => (
              <RoomSection
                key={section.name}
                section={section}
                open={isOpen(section)}
                onToggle={toggle}
                selected={selected}
                tabStop={tabStop}
                active={focus.active}
                scroller={scroller}
                arrangement={arrangement}
              />
            ))
          ) : (
            <ListSkeleton />
          )}
          {ready && sections.length === 0 ? (
            <Nothing filtering={filtering || spaceId !== undefined} />
          ) : null}
        </div>
      </div>
      <Suspense>{menu}</Suspense>
      <ListEdge />
    </nav>
  );
}

/** What can have the focus in a section: its heading, and its rooms while it is open. */
function keysOf({ name, rooms }: Section, open: boolean): readonly string[] {
  const withoutEntries = !open || name === "invitations" || name === "asked";
  return [headingKey(name), ...(withoutEntries ? [] : rooms.map((room) => room.id))];
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

/** Which sections are folded, remembered by this device. */
function useFolded(): readonly [ReadonlySet<string>, (name: SectionName) => void] {
  const [folded, setFolded] = useState<ReadonlySet<string>>(readFolded);
  const toggle = useMemo(
    () => (name: SectionName) => {
      setFolded((before) => {
        const next = new Set(before);
        if (!next.delete(name)) next.add(name);
        localStorage.setItem(FOLDED, JSON.stringify([...next]));
        return next;
      });
    },
    [],
  );
  return [folded, toggle];
}

function readFolded(): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(FOLDED) ?? "[]");
    return new Set(Array.isArray(value) ? value.map(String) : []);
  } catch {
    return new Set();
  }
}
