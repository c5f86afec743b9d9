import type { RoomSummary } from "@plenum/matrix";
import { ChevronRight } from "lucide-react";
import { memo, useRef } from "react";
import type { CSSProperties, ReactNode, RefObject } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { Invitation } from "./Invitation.tsx";
import { RoomEntry } from "./RoomEntry.tsx";
import { hasNews, type Section, type SectionName } from "./sections.ts";
import { useWindow } from "./use-window.ts";

/** Key of a section's heading among the entries of the list. */
export function headingKey(name: SectionName): string {
  return `section ${name}`;
}

/** A part of the list under its heading; of many rooms only those in sight are rendered. */
export const RoomSection = memo(function RoomSection({
  section: { name, rooms },
  open,
  onToggle,
  selected,
  tabStop,
  active,
  scroller,
  arrangement,
}: {
  section: Section;
  open: boolean;
  onToggle: (name: SectionName) => void;
  selected: string | undefined;
  /** Entry that the tab key reaches. */
  tabStop: string | undefined;
  /** Entry that has the focus: it stays rendered. */
  active: string | undefined;
  scroller: RefObject<HTMLElement | null>;
  /** Sizes of all sections, in words. */
  arrangement: string;
}): ReactNode {
  const { t } = useI18n();
  const news = open ? 0 : rooms.filter(hasNews).length;
  const key = headingKey(name);
  return (
    <section className="pl-section" aria-labelledby={`section-${name}`}>
      <h2 className="pl-section__title" id={`section-${name}`}>
        <button
          type="button"
          className="pl-section__toggle"
          aria-expanded={open}
          data-entry={key}
          tabIndex={key === tabStop ? 0 : -1}
          onClick={() => onToggle(name)}
        >
          <ChevronRight aria-hidden="true" />
          {t(`list.section.${name}`)}
          {news > 0 ? <span className="pl-badge">{news}</span> : null}
        </button>
      </h2>
      {!open ? null : name === "invitations" || name === "asked" ? (
        <ul className="ui-list pl-section__invitations">
          {rooms.map((room) => (
            <li key={room.id}>
              <Invitation room={room} />
            </li>
          ))}
        </ul>
      ) : (
        <Rooms
          rooms={rooms}
          selected={selected}
          tabStop={tabStop}
          active={active}
          scroller={scroller}
          arrangement={arrangement}
        />
      )}
    </section>
  );
});

function Rooms({
  rooms,
  selected,
  tabStop,
  active,
  scroller,
  arrangement,
}: {
  rooms: readonly RoomSummary[];
  selected: string | undefined;
  tabStop: string | undefined;
  active: string | undefined;
  scroller: RefObject<HTMLElement | null>;
  arrangement: string;
}): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const { start, end } = useWindow(scroller, list, rooms.length, arrangement);
  // Whatever can have the focus is there, seen or not.
  const kept = (room: RoomSummary): boolean => room.id === active || room.id === tabStop;
  return (
    <ul
      ref={list}
      className="ui-list pl-section__rooms"
      style={{ "--pl-rooms": rooms.length } as CSSProperties}
    >
      {rooms.map((room, index) =>
        (index >= start && index < end) || kept(room) ? (
          <li
            key={room.id}
            className="pl-section__room"
            style={{ "--pl-index": index } as CSSProperties}
            aria-setsize={rooms.length}
            aria-posinset={index + 1}
          >
            <RoomEntry room={room} selected={room.id === selected} tabStop={room.id === tabStop} />
          </li>
        ) : null,
      )}
    </ul>
  );
}
