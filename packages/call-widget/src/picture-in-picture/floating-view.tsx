import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import "./floating.css";

/** Shows its content in a small window of its own, for as long as it is rendered. */
export function FloatingView({
  target,
  onClosed,
  children,
}: {
  /** From `openFloatingWindow`. */
  target: Window;
  /** The person has closed the window. */
  onClosed: () => void;
  children: ReactNode;
}): ReactNode {
  useEffect(() => {
    target.addEventListener("pagehide", onClosed);
    return () => target.removeEventListener("pagehide", onClosed);
  }, [target, onClosed]);
  // Not at once: in development React ends every effect once for a test, and begins it again.
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(closing.current);
    return () => {
      closing.current = setTimeout(() => target.close());
    };
  }, [target]);
  return createPortal(children, target.document.body);
}
