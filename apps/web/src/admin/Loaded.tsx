import { Button, InlineMessage, Skeleton } from "@plenum/ui";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";

/** Something that is being loaded, has come, or could not be had. */
export function Loaded<Value>({
  of: { value, problem, retry },
  children,
}: {
  of: { readonly value: Value | undefined; readonly problem: unknown; readonly retry: () => void };
  children: (value: Value) => ReactNode;
}): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  return (
    <>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">
          {problemText(problem)}{" "}
          <Button size="small" variant="quiet" onClick={retry}>
            {t("common.tryAgain")}
          </Button>
        </InlineMessage>
      )}
      {value === undefined && problem === undefined ? (
        <div className="pl-list__skeleton" aria-busy="true">
          {["70%", "45%", "60%"].map((width) => (
            <Skeleton key={width} width={width} />
          ))}
        </div>
      ) : null}
      {value === undefined ? null : children(value)}
    </>
  );
}
