import { Suspense } from "react";
import type { ReactNode, RefObject } from "react";
import { Dialog, Popover } from "react-aria-components";

/** The open panel of a `PopoverButton`; a chunk of its own. */
export default function PopoverPanel({
  label,
  triggerRef,
  onClose,
  children,
}: {
  label: string;
  triggerRef: RefObject<HTMLButtonElement | null>;
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
      placement="top end"
      className="ui-menu ui-popover"
    >
      <Dialog aria-label={label} className="ui-popover__panel">
        <Suspense>{children}</Suspense>
      </Dialog>
    </Popover>
  );
}
