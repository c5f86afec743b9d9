import { cloneElement, useEffect, useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, PointerEvent, ReactElement, ReactNode } from "react";
import { placeBeside } from "./place.ts";

export type TooltipSide = "top" | "bottom" | "right";

interface TriggerProps {
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Milliseconds the pointer rests before the tooltip shows. */
const REST = 450;

/**
 * Shows `label` beside its one child on hover and on keyboard focus; Escape hides it.
 * It lives in the browser's top layer, so nothing clips it. The child must carry the same
 * accessible name itself: the tooltip is hidden from assistive technology.
 */
export function Tooltip({
  label,
  side = "bottom",
  children,
}: {
  label: string;
  side?: TooltipSide;
  children: ReactElement<TriggerProps>;
}): ReactNode {
  const [hovered, setHovered] = useState<HTMLElement | null>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const tip = useRef<HTMLDivElement>(null);

  const hide = (): void => {
    setHovered(null);
    setAnchor(null);
  };

  useEffect(() => {
    if (!hovered) return undefined;
    const timer = setTimeout(() => setAnchor(hovered), REST);
    return () => clearTimeout(timer);
  }, [hovered]);

  useEffect(() => {
    const element = tip.current;
    if (!anchor || !element) return;
    element.showPopover();
    placeBeside(element, anchor, side);
  }, [anchor, side]);

  const trigger = children.props;
  return (
    <>
      {cloneElement(children, {
        onPointerEnter(event) {
          trigger.onPointerEnter?.(event);
          if (event.pointerType !== "touch") setHovered(event.currentTarget);
        },
        onPointerLeave(event) {
          trigger.onPointerLeave?.(event);
          hide();
        },
        onPointerDown(event) {
          trigger.onPointerDown?.(event);
          hide();
        },
        onFocus(event) {
          trigger.onFocus?.(event);
          if (event.currentTarget.matches(":focus-visible")) setAnchor(event.currentTarget);
        },
        onBlur(event) {
          trigger.onBlur?.(event);
          hide();
        },
        onKeyDown(event) {
          trigger.onKeyDown?.(event);
          if (event.key === "Escape" || event.key === "Enter" || event.key === " ") hide();
        },
      })}
      {anchor ? (
        <div ref={tip} popover="manual" className="ui-tooltip" aria-hidden="true">
          {label}
        </div>
      ) : null}
    </>
  );
}
