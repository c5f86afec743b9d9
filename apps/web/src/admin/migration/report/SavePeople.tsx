import { Button } from "@plenum/ui";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { saveFile } from "../../../app/save-text.ts";
import { useI18n } from "../../../i18n/I18n.tsx";
import { useAct } from "../../use-act.ts";
import { useNumbers } from "../use-numbers.ts";
import type { CheckedPerson } from "./people.ts";
import { peopleTable } from "./save-people.ts";

/** Takes along those whom the filter shows. */
export function SavePeople({ people }: { people: readonly CheckedPerson[] }): ReactNode {
  const { t, language } = useI18n();
  const number = useNumbers();
  const { running, act } = useAct();
  const save = async (): Promise<void> => {
    const table = await peopleTable(people, { t, language });
    saveFile(table, `${t("migration.report.csvFile")}.csv`);
  };
  return (
    <Button
      size="small"
      icon={<Download aria-hidden="true" />}
      busy={running !== undefined}
      onClick={() => void act("save", save)}
    >
      {t("migration.report.save", { count: people.length, number: number(people.length) })}
    </Button>
  );
}
