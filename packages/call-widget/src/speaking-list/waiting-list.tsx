import { isPhoneUserId, type SpeakingView, type WaitingRow } from "@plenum/model";
import { classes, MenuButton } from "@plenum/ui";
import { Ellipsis, GripVertical } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { clockTime } from "./durations.ts";
import { nameIn, type SpeakingListProps } from "./list-props.ts";
import { useListTexts } from "./list-texts.ts";
import { moveTo, stepOf, type Step } from "./steps.ts";

/** Milliseconds that somebody may need to the new place. */
const MOVING = 3_000;

type Props = SpeakingListProps & { readonly view: SpeakingView; readonly now: number };

/**
 * Who waits, in the one order. Whoever leads moves people by the menu at each, by Alt and the arrow
 * keys while it has the focus, or by dragging.
 */
export function WaitingList(props: Props): ReactNode {
  const t = useListTexts();
  const { view, onCommand } = props;
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const moving = useRef<{ readonly person: string; readonly until: number }>(undefined);
  useEffect(() => {
    // A row that changes places may lose the focus on its way; what the person does later is theirs.
    const { person = "", until = 0 } = moving.current ?? {};
    if (Date.now() > until || document.activeElement !== document.body) return;
    list.current
      ?.querySelector<HTMLElement>(`[data-person="${CSS.escape(person)}"] button`)
      ?.focus();
  });
  return (
    <>
      <ol ref={list} className="call-list__rows" aria-label={t("waiting")}>
        {view.rows.map((row) => {
          const draggable = onCommand !== undefined && !row.pending;
          return (
            // Dragging is one of three ways to move somebody; the menu and its keys are the others.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
            <li
              key={row.person}
              data-person={row.person}
              className={classes(
                "call-list__row",
                row.pending && "call-list__row--pending",
                over === row.person && dragged !== row.person && "call-list__row--target",
              )}
              draggable={draggable}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = "move";
                setDragged(row.person);
              }}
              onDragEnd={() => {
                setDragged(undefined);
                setOver(undefined);
              }}
              onDragOver={(event) => {
                if (dragged === undefined || row.pending) return;
                event.preventDefault();
                setOver(row.person);
              }}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged !== undefined && dragged !== row.person) {
                  onCommand?.(moveTo(dragged, row.person));
                }
              }}
            >
              {draggable ? (
                <GripVertical aria-hidden="true" size={14} className="call-list__grip" />
              ) : null}
              <span className="call-list__place">{row.place}</span>
              <Waiting {...props} row={row} />
              {onCommand && !row.pending ? (
                <RowMenu
                  {...props}
                  row={row}
                  onCommand={onCommand}
                  onMoved={() => {
                    moving.current = { person: row.person, until: Date.now() + MOVING };
                  }}
                />
              ) : null}
            </li>
          );
        })}
      </ol>
      {onCommand && view.rows.length > 1 ? <p className="call-list__note">{t("keys")}</p> : null}
    </>
  );
}

function Waiting(props: Props & { readonly row: WaitingRow }): ReactNode {
  const t = useListTexts();
  const { row, now, ownUserId, nameOf } = props;
  const name = nameIn(props, t("unknown"), row.person);
  const marks = [
    nameOf(row.person)?.organisation,
    isPhoneUserId(row.person) ? t("phone") : undefined,
    row.pending ? t("pending") : t("since", { time: clockTime(now - row.since) }),
    row.turns > 0
      ? t("spoken", { count: row.turns, time: clockTime(row.ms) })
      : row.pending
        ? undefined
        : t("firstTime"),
  ].filter((mark) => mark !== undefined);
  return (
    <span className="call-list__who">
      <span className="call-list__name">
        {row.person === ownUserId ? t("you", { name }) : name}
        <span className="call-list__kind" data-kind={row.kind}>
          {t(`kinds.${row.kind}`)}
        </span>
      </span>
      <span className="call-list__marks">{marks.join(" · ")}</span>
      {row.addedBy === undefined ? null : (
        <span className="call-list__moved">
          {t("added", { name: nameIn(props, t("unknown"), row.addedBy) })}
        </span>
      )}
      {row.movedBy === undefined ? null : (
        <span className="call-list__moved">
          {t("moved", { name: nameIn(props, t("unknown"), row.movedBy) })}
        </span>
      )}
    </span>
  );
}

function RowMenu({
  view,
  row,
  nameOf,
  list,
  onCommand,
  onMoved,
}: Props & {
  readonly row: WaitingRow;
  readonly onCommand: NonNullable<SpeakingListProps["onCommand"]>;
  readonly onMoved: () => void;
}): ReactNode {
  const t = useListTexts();
  const { person } = row;
  const name = nameIn({ nameOf, list }, t("unknown"), person);
  const move = (step: Step): void => {
    const command = stepOf(view.rows, person, step);
    if (command === undefined) return;
    onMoved();
    onCommand(command);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    move(event.key === "ArrowUp" ? "up" : "down");
  };
  const steps = (["up", "down", "first", "last"] as const).map((step) => ({
    id: step,
    label: t(step),
    disabled: stepOf(view.rows, person, step) === undefined,
    onSelect: () => move(step),
  }));
  return (
    // The keys belong to the button inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span className="call-list__menu" onKeyDownCapture={onKeyDown}>
      <MenuButton
        label={t("actions", { name })}
        icon={<Ellipsis aria-hidden="true" />}
        size="small"
        items={[
          { id: "give", label: t("give"), onSelect: () => onCommand({ act: "give", person }) },
          ...steps,
          {
            id: "remove",
            label: t("remove"),
            onSelect: () => onCommand({ act: "remove", person }),
          },
        ]}
      />
    </span>
  );
}
