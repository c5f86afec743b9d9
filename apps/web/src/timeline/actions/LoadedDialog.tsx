import { Button, Dialog, InlineMessage, Spinner } from "@plenum/ui";
import type { ReactNode } from "react";
import { useLoaded } from "../../app/use-resource.ts";
import { useI18n } from "../../i18n/I18n.tsx";

/** A dialog about something that has to be fetched first. */
export function LoadedDialog<Value>({
  title,
  failure,
  wide = false,
  load,
  onClose,
  children,
}: {
  title: string;
  /** What is said when it could not be fetched. */
  failure: string;
  wide?: boolean;
  /** Has to be stable: from `useCallback`, with what it depends on. */
  load: (signal: AbortSignal) => Promise<Value>;
  onClose: () => void;
  children: (value: Value) => ReactNode;
}): ReactNode {
  const { t } = useI18n();
  const { value, problem, retry } = useLoaded(load);
  return (
    <Dialog
      {...(wide ? { size: "wide" } : {})}
      title={title}
      closeLabel={t("common.close")}
      onClose={onClose}
    >
      {problem === undefined ? null : (
        <>
          <InlineMessage tone="danger">{failure}</InlineMessage>
          <span>
            <Button size="small" onClick={retry}>
              {t("common.tryAgain")}
            </Button>
          </span>
        </>
      )}
      {value === undefined && problem === undefined ? <Spinner /> : null}
      {value === undefined ? null : children(value)}
    </Dialog>
  );
}
