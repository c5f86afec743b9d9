import { Button, Dialog } from "@plenum/ui";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { Failure } from "./Failure.tsx";

/**
 * A form in a dialog: fields, what went wrong above them, a way back and the button that does it. Sending it
 * with something wrong leads to the first field that is wrong.
 */
export function FormDialog({
  title,
  verb,
  busy,
  problem,
  notice,
  actions,
  wide = false,
  danger = false,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  /** Words of the button that sends it. */
  verb: string;
  busy: boolean;
  /** What sending it failed with, as a sentence above the fields. */
  problem: unknown;
  /** Something else that has to be read first. */
  notice?: ReactNode;
  /** Further buttons, before the way back. */
  actions?: ReactNode;
  wide?: boolean;
  /** What it does cannot be taken back. */
  danger?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const { t } = useI18n();
  const [sent, setSent] = useState(0);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sent > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [sent]);
  return (
    <Dialog
      title={title}
      closeLabel={t("common.close")}
      size={wide ? "wide" : "normal"}
      onClose={onClose}
      onSubmit={() => {
        setSent((before) => before + 1);
        onSubmit();
      }}
      actions={
        <>
          {actions}
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant={danger ? "danger" : "primary"} busy={busy}>
            {verb}
          </Button>
        </>
      }
    >
      <div ref={form} className="pl-form">
        {notice === undefined ? null : <Read>{notice}</Read>}
        {problem === undefined ? null : (
          <Read>
            <Failure of={problem} />
          </Read>
        )}
        {children}
      </div>
    </Dialog>
  );
}

/** Comes into sight and is read out as soon as it is there, however far somebody has scrolled. */
function Read({ children }: { children: ReactNode }): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), []);
  return (
    <div ref={element} tabIndex={-1} className="pl-admin__read">
      {children}
    </div>
  );
}
