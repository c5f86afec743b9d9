import type { RoomHandle, RoomSummary } from "@plenum/matrix";
import { memo, useState } from "react";
import type { ReactNode } from "react";
import type { ComposerTarget } from "../composer/target.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { changeText } from "./changes.ts";
import { Message } from "./Message.tsx";
import { RoomBeginning } from "./RoomBeginning.tsx";
import type { ChangeItem, Row } from "./rows.ts";

/** From how many changes on they are folded. */
const FOLD_FROM = 3;

/** One row of the timeline. */
export const RowView = memo(function RowView({
  row,
  handle,
  summary,
  tabStop,
  active,
  onActive,
  onTarget,
}: {
  row: Row;
  handle: RoomHandle;
  summary: RoomSummary;
  tabStop: boolean;
  active: boolean;
  onActive: (key: string) => void;
  onTarget: (target: ComposerTarget) => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  switch (row.kind) {
    case "beginning":
      return <RoomBeginning summary={summary} />;
    case "day":
      return (
        <h2 className="pl-line">
          <span>{dates.day(row.timestamp)}</span>
        </h2>
      );
    case "unread":
      return (
        <div className="pl-line pl-line--unread">
          <span>{t("timeline.unread")}</span>
        </div>
      );
    case "changes":
      return <Changes items={row.items} />;
    case "message":
      return (
        <Message
          item={row.item}
          head={row.head}
          handle={handle}
          tabStop={tabStop}
          active={active}
          onActive={onActive}
          onTarget={onTarget}
        />
      );
    default:
      return row satisfies never;
  }
});

function Changes({ items }: { items: readonly ChangeItem[] }): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const folds = items.length >= FOLD_FROM;
  const shown = folds && !open ? [] : items;
  return (
    <div className="pl-changes">
      {folds ? (
        <button
          type="button"
          className="pl-changes__fold"
          aria-expanded={open}
          onClick={() => setOpen((before) => !before)}
        >
          {t("timeline.changes", { count: items.length })}
        </button>
      ) : null}
      {shown.map((item) => (
        <p key={item.key}>{changeText(item, t)}</p>
      ))}
    </div>
  );
}
