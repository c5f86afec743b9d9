import { Button } from "@plenum/ui";
import { Activity } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import type { Call } from "../contract/index.ts";
import { useTexts } from "../views/use-call.ts";

const LineTestDialog = lazy(() => import("./line-test-dialog.tsx"));

/** Opens the test of the line. */
export function LineTestButton({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={<Activity aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t("lineTest.open")}
      </Button>
      {open
        ? createPortal(
            <Suspense fallback={null}>
              <LineTestDialog call={call} onClose={() => setOpen(false)} />
            </Suspense>,
            document.body,
          )
        : null}
    </>
  );
}
