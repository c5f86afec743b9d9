import { Button, classes } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** The beginning of a message that is longer than a screen; all of it on request. */
export function LongMessage({ children }: { children: ReactNode }): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className={classes("pl-long", !open && "pl-long--folded")}>{children}</div>
      <Button
        size="small"
        variant="quiet"
        aria-expanded={open}
        onClick={() => setOpen((before) => !before)}
      >
        {t(open ? "message.less" : "message.whole")}
      </Button>
    </>
  );
}
