import { Switch } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { CurrentCall } from "./call-store.ts";
import { useOtherDevice } from "./use-hand-over.ts";

/** Before joining: another device of the person is in this call, and can end there. */
export function HandOver({ current }: { current: CurrentCall }): ReactNode {
  const { t } = useI18n();
  const { call } = useWorkspace();
  const other = useOtherDevice(current.roomId);
  if (other === undefined) return null;
  return (
    <div className="pl-call__hand-over">
      <p>{t("handOver.text")}</p>
      <Switch
        label={t("handOver.end")}
        checked={current.replaces === other}
        onChange={(on) => call.setReplaces(on ? other : undefined)}
      />
    </div>
  );
}
