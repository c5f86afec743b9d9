import { CSV_BEGINNING } from "@plenum/model";
import { Button } from "@plenum/ui";
import { Download } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { saveFile } from "../../app/save-text.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { Failure } from "../Failure.tsx";
import { useAct } from "../use-act.ts";
import { reportHead, reportLines } from "./report-csv.ts";
import { useNumbers } from "./use-numbers.ts";
import { readItems, type ItemFilter } from "./waves-api.ts";

/** Lines that are asked for at once: as many as the server gives. */
const PAGE = 1_000;

/** Takes what the filter shows along as a table. */
export function SaveReport({ wave, filter }: { wave: string; filter: ItemFilter }): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const number = useNumbers();
  const { running, problem, act } = useAct();
  const [read, setRead] = useState(0);
  const closing = useRef<AbortController>(undefined);
  useEffect(() => () => closing.current?.abort(), []);

  const save = (): void => {
    const controller = new AbortController();
    closing.current = controller;
    void act("save", async () => {
      setRead(0);
      const parts = [CSV_BEGINNING, reportHead(t)];
      let lines = 0;
      let cursor: string | undefined;
      do {
        // Each page begins where the one before has ended.
        const page = await readItems(api, wave, filter, { cursor, limit: PAGE }, controller.signal);
        parts.push(reportLines(page.items, t));
        lines += page.items.length;
        setRead(lines);
        cursor = page.next;
      } while (cursor !== undefined);
      saveFile(
        new Blob(parts, { type: "text/csv" }),
        `${t("migration.csv.file", { name: wave })}.csv`,
      );
    });
  };
  return (
    <>
      <div className="pl-row">
        <Button
          size="small"
          icon={<Download aria-hidden="true" />}
          busy={running !== undefined}
          onClick={save}
        >
          {t("migration.items.save")}
        </Button>
        {running === undefined || read === 0 ? null : (
          <span className="pl-muted">{t("migration.items.saving", { number: number(read) })}</span>
        )}
      </div>
      <Failure of={problem} />
    </>
  );
}
