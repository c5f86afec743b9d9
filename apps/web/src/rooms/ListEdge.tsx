import { useEffect, useState } from "react";
import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

const STORED = "plenum.list-width";
/** CSS pixels. */
const NARROWEST = 280;
const WIDEST = 360;
const USUAL = 304;
const STEP = 8;

/** A width that the list may have. @param width in CSS pixels, from wherever */
export function listWidth(width: unknown): number {
  const wanted = typeof width === "number" && Number.isFinite(width) ? Math.round(width) : USUAL;
  return Math.max(NARROWEST, Math.min(WIDEST, wanted));
}

/** The edge of the list by which it is made wider, by pointer or arrow keys; remembered. */
export function ListEdge(): ReactNode {
  const { t } = useI18n();
  const [width, setWidth] = useState(readWidth);
  useEffect(() => {
    document.documentElement.style.setProperty("--pl-list-width", `${width}px`);
  }, [width]);

  const change = (next: number): void => {
    const allowed = listWidth(next);
    setWidth(allowed);
    localStorage.setItem(STORED, String(allowed));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const keys: Readonly<Record<string, number>> = {
      ArrowLeft: width - STEP,
      ArrowRight: width + STEP,
      Home: NARROWEST,
      End: WIDEST,
    };
    const next = keys[event.key];
    if (next === undefined) return;
    event.preventDefault();
    change(next);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const list = event.currentTarget.parentElement?.getBoundingClientRect();
    if (list !== undefined) change(event.clientX - list.left);
  };
  return (
    // A separator that can be moved is a control of its own (ARIA window splitter).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- as above
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
      role="separator"
      aria-orientation="vertical"
      aria-label={t("list.width")}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={0}
      className="pl-list__edge"
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onDoubleClick={() => change(USUAL)}
    />
  );
}

function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
  event.preventDefault();
  event.currentTarget.setPointerCapture(event.pointerId);
}

function readWidth(): number {
  return listWidth(Number(localStorage.getItem(STORED) ?? Number.NaN));
}
