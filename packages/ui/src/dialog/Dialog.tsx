import { X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import type { FormEvent, ReactNode } from "react";
import { IconButton } from "../button/IconButton.tsx";
import { classes } from "../classes.ts";
import { VisuallyHidden } from "../VisuallyHidden.tsx";

export interface DialogProps {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  /** `hidden` leaves out the visible head and the padding: the content brings its own. */
  header?: "shown" | "hidden";
  /** `screen` fills the window, for looking at something large. */
  size?: "normal" | "wide" | "large" | "picture" | "screen";
  /** Beside the title, before the button that closes. */
  tools?: ReactNode;
  /** Makes body and actions one form; Enter submits it. */
  onSubmit?: () => void;
}

const FIELD = "input:not([type=hidden], [type=radio]:not(:checked)), textarea, select";

/**
 * Where the focus goes at first: the marked element, else the first field, else the title. Left
 * alone the browser takes the button that closes, and its tooltip covers the first sentence.
 */
function startOf(dialog: HTMLElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>("[data-autofocus]") ??
    dialog.querySelector<HTMLElement>(`.ui-dialog__body :is(${FIELD}):not(:disabled)`) ??
    dialog.querySelector<HTMLElement>(".ui-dialog__title")
  );
}

/** Text that has to be scrolled and holds nothing to use is a tab stop: else keys never reach it. */
function keepReachable(body: HTMLElement | null): () => void {
  if (body === null) return () => undefined;
  const look = (): void => {
    const usable = body.querySelector(`${FIELD}, button, a[href], [tabindex]`) !== null;
    if (!usable && body.scrollHeight > body.clientHeight) body.tabIndex = 0;
    else body.removeAttribute("tabindex");
  };
  const observer = new ResizeObserver(look);
  observer.observe(body);
  return () => observer.disconnect();
}

/**
 * A modal dialog on the browser's own `<dialog>`: it keeps the focus inside, makes the rest inert,
 * closes on Escape and gives the focus back to where it was. It is open as long as it is rendered.
 */
export function Dialog({
  title,
  closeLabel,
  onClose,
  children,
  actions,
  size = "normal",
  header = "shown",
  tools,
  onSubmit,
}: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (!element) return undefined;
    const before = document.activeElement;
    element.showModal();
    startOf(element)?.focus();
    const forget = keepReachable(element.querySelector<HTMLElement>(".ui-dialog__body"));
    return () => {
      forget();
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const content = (
    <>
      <div className="ui-dialog__body">{children}</div>
      {actions === undefined ? null : <div className="ui-dialog__actions">{actions}</div>}
    </>
  );
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={classes(
        "ui-dialog",
        size !== "normal" && `ui-dialog--${size}`,
        header === "hidden" && "ui-dialog--bare",
      )}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {header === "hidden" ? (
        <VisuallyHidden>
          <h2 id={titleId}>{title}</h2>
        </VisuallyHidden>
      ) : (
        <header className="ui-dialog__head">
          <h2 className="ui-dialog__title" id={titleId} tabIndex={-1}>
            {title}
          </h2>
          {tools}
          <IconButton label={closeLabel} icon={<X aria-hidden="true" />} onClick={onClose} />
        </header>
      )}
      {onSubmit === undefined ? (
        content
      ) : (
        <form
          className="ui-dialog__form"
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {content}
        </form>
      )}
    </dialog>
  );
}
