import { Switch } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { Coverage } from "./Coverage.tsx";
import { isIndexWanted, storeIndexWanted } from "./index-choice.ts";

/** Section of the settings: whether this device keeps an index, and how far it reaches. */
export default function IndexSettings(): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const status = useObservable(session.search.status);
  const [wanted, setWanted] = useState(isIndexWanted);
  const change = (next: boolean): void => {
    setWanted(next);
    storeIndexWanted(next);
    if (next) session.search.start();
    else session.search.turnOff().catch(() => undefined);
  };
  return (
    <section aria-labelledby="settings-search">
      <h2 id="settings-search">{t("searchIndex.title")}</h2>
      <div className="pl-setting">
        <Switch
          label={t("searchIndex.switch")}
          description={t("searchIndex.explain")}
          checked={wanted}
          onChange={change}
        />
      </div>
      <Coverage />
      {status.kind === "ready" ? (
        <p className="pl-muted pl-small">{t("searchIndex.messages", { count: status.messages })}</p>
      ) : null}
    </section>
  );
}
