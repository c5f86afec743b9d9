import { Banner, Button } from "@plenum/ui";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../../app/use-resource.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { listMoved } from "./moved-api.ts";
import { MovedDialog } from "./MovedDialog.tsx";

/** Says that meetings of the former system wait to be approved; nothing where none do. */
export function MovedNotice(): ReactNode {
  const { t } = useI18n();
  const { api, meetings } = useWorkspace();
  const [open, setOpen] = useState(false);
  // Whoever has none, or cannot be told, misses nothing here: no error is shown.
  const { value, retry } = useLoaded(
    useCallback((signal: AbortSignal) => listMoved(api, signal), [api]),
  );
  const waiting = value?.filter(({ state }) => state === "prepared") ?? [];
  if (value === undefined || waiting.length === 0) return null;
  return (
    <>
      <Banner
        actions={
          <Button size="small" onClick={() => setOpen(true)}>
            {t("meetings.moved.look")}
          </Button>
        }
      >
        {t("meetings.moved.waiting", { count: waiting.length })}
      </Banner>
      {open ? (
        <MovedDialog
          moved={value}
          onClose={() => setOpen(false)}
          onApproved={() => {
            setOpen(false);
            meetings.changed();
            retry();
          }}
        />
      ) : null}
    </>
  );
}
