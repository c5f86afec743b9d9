import { Suspense } from "react";
import type { ReactNode, RefObject } from "react";
import { Dialog, Popover } from "react-aria-components";

/** The open panel of a `PopoverButton`; a chunk of its own. */
export default function PopoverPanel({
  label,
  triggerRef,
  placement = "top end",
  onClose,
  children,
}: {
  label: string;
  triggerRef: RefObject<HTMLElement | null>;
  placement?: "top end" | "bottom start";
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <Popover
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      triggerRef={triggerRef}
      placement={placement}
      className="ui-menu ui-popover"
    >
      <Dialog aria-label={label} className="ui-popover__panel">
        <Suspense>{children}</Suspense>
      </Dialog>
    </Popover>
  );
}
