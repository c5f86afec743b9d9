import { Button, InlineMessage } from "@plenum/ui";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";

/** The way to the next page of a list, where there is one. */
export function MoreRows({
  more,
  busy,
  problem,
}: {
  more: (() => Promise<void>) | undefined;
  busy: boolean;
  problem: unknown;
}): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  return (
    <>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
      {more === undefined ? null : (
        <span>
          <Button busy={busy} onClick={() => void more()}>
            {t("admin.more")}
          </Button>
        </span>
      )}
    </>
  );
}
