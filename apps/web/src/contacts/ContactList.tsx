import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { ContactRow } from "./ContactRow.tsx";
import { type NameOf, type Row } from "./rows.ts";
import { SectionRow } from "./SectionRow.tsx";
import type { ContactsAccess } from "./use-contacts.ts";

/** Heights in rem; rows never wrap, so that a list of thousands can be scrolled. */
const HEIGHTS = { section: 2.25, person: 3, empty: 3 } as const;

/**
 * The rows in sight. One tab stop: arrow keys, Home and End move through headings and people, Tab
 * goes on to what one can do with the one where the focus is.
 */
export function ContactList({
  rows,
  contacts,
  nameOf,
  learn,
}: {
  rows: readonly Row[];
  contacts: ContactsAccess;
  nameOf: NameOf;
  learn: (userId: string, name: string) => void;
}): ReactNode {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string>();
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  // oxlint-disable-next-line react/incompatible-library -- what it answers is used in this component alone
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => HEIGHTS[rows[index]?.kind ?? "person"] * rem,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
  });
  const active = Math.max(
    0,
    rows.findIndex((row) => row.key === activeKey),
  );

  const focus = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveKey(row.key);
    virtual.scrollToIndex(index);
    // What was out of sight is there only after the next painting.
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-main]`)?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const target = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    const onMain =
      event.target instanceof HTMLElement && event.target.dataset["main"] !== undefined;
    if (target === undefined || !onMain) return;
    event.preventDefault();
    focus(Math.max(0, Math.min(rows.length - 1, target)));
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys belong to the rows inside
    <div className="pl-contacts__list" ref={scroller} onKeyDown={onKeyDown}>
      <ul
        className="ui-list"
        aria-label={t("contacts.title")}
        style={{ blockSize: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const shared = {
            contacts,
            nameOf,
            active: index === active,
            onActive: () => setActiveKey(row.key),
          };
          return (
            <li
              key={key}
              data-index={index}
              style={{ blockSize: size, transform: `translateY(${start}px)` }}
            >
              {row.kind === "section" ? (
                <SectionRow section={row.section} count={row.count} {...shared} />
              ) : row.kind === "person" ? (
                <ContactRow userId={row.userId} section={row.section} learn={learn} {...shared} />
              ) : (
                <p className="pl-contacts__empty pl-muted pl-small">{t("contacts.emptyGroup")}</p>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
