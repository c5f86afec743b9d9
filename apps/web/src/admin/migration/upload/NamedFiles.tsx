import { CSV_BEGINNING, csvLine } from "@plenum/model";
import { Button, InlineMessage } from "@plenum/ui";
import { Download } from "lucide-react";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { saveText } from "../../../app/save-text.ts";
import { useI18n } from "../../../i18n/I18n.tsx";
import { AdminTable } from "../../AdminTable.tsx";
import { FileField } from "../FileField.tsx";
import { useNumbers } from "../use-numbers.ts";
import { NOTHING_LOOKED_AT, type NamedFile } from "./named-files.ts";
import type { Upload } from "./use-upload.ts";

/** Missing files that are shown; the table that is saved has all. */
const MOST_SHOWN = 10;
/** Names in a sentence. */
const MOST_NAMES = 5;

/** The files that messages name: where they lie, which are found, which are missing, how far they are sent. */
export function NamedFiles({
  upload,
  onLook,
}: {
  upload: Upload;
  onLook: (files: readonly File[]) => void;
}): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const { preview, lookedAt, looking, stage, sentFiles } = upload;
  const named = preview?.files;
  const { found, tooLarge, unreadable } = lookedAt;
  const missing = useMemo(
    () => [...(named?.values() ?? [])].filter(({ sha256 }) => !found.has(sha256)),
    [named, found],
  );
  if (named === undefined || named.size === 0) return null;
  const mayChoose = stage === "ready" || stage === "stopped";
  const hasLooked = lookedAt !== NOTHING_LOOKED_AT || stage === "done";
  return (
    <section className="pl-form">
      {mayChoose && missing.length > 0 ? (
        <FileField
          label={t("migration.file.named.title", { count: named.size, number: number(named.size) })}
          help={t("migration.file.named.help")}
          disabled={looking !== undefined}
          onFiles={onLook}
        />
      ) : null}
      <output className="pl-migration__step">
        {looking === undefined ? null : (
          <span className="pl-admin__progress">
            <progress
              aria-label={t("migration.progressTitle")}
              max={looking.total}
              value={looking.done}
            />
            <span aria-live="off">
              {t("migration.file.named.looking", {
                done: number(looking.done),
                total: number(looking.total),
              })}
            </span>
          </span>
        )}
        {hasLooked && looking === undefined && !(stage === "done" && missing.length === 0) ? (
          <InlineMessage tone={missing.length === 0 ? "success" : "warning"}>
            {missing.length === 0
              ? t("migration.file.named.foundAll", {
                  count: named.size,
                  number: number(named.size),
                })
              : `${t("migration.file.named.found", {
                  count: found.size,
                  number: number(found.size),
                })}, ${t("migration.file.named.missing", {
                  count: missing.length,
                  number: number(missing.length),
                })}.`}
          </InlineMessage>
        ) : null}
      </output>
      <Some of={tooLarge} words="tooLarge" />
      <Some of={unreadable} words="unreadable" />
      <Some of={[...sentFiles.refused.values()]} words="refused" />
      {hasLooked && looking === undefined && missing.length > 0 ? (
        <Missing files={missing} />
      ) : null}
    </section>
  );
}

/** Files with which something is wrong, the first ones by name. */
function Some({
  of,
  words,
}: {
  of: readonly string[];
  words: "tooLarge" | "unreadable" | "refused";
}): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  if (of.length === 0) return null;
  const names = of.slice(0, MOST_NAMES).join(", ");
  return (
    <InlineMessage tone="warning">
      {t(`migration.file.named.${words}`, {
        count: of.length,
        number: number(of.length),
        names: of.length > MOST_NAMES ? `${names}, …` : names,
      })}
    </InlineMessage>
  );
}

function Missing({ files }: { files: readonly NamedFile[] }): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const more = files.length - MOST_SHOWN;
  const save = (): void => {
    const head = csvLine([
      t("migration.file.named.name"),
      t("migration.file.named.messages"),
      t("migration.file.named.hash"),
    ]);
    const lines = files.map(({ name, messages, sha256 }) => csvLine([name, messages, sha256]));
    const text = [CSV_BEGINNING, head, ...lines].join("");
    saveText(text, `${t("migration.file.named.csvFile")}.csv`);
  };
  return (
    <>
      <AdminTable
        label={t("migration.file.named.missingTitle")}
        rows={files.slice(0, MOST_SHOWN)}
        rowKey={({ sha256 }) => sha256}
        columns={[
          { name: t("migration.file.named.missingTitle") },
          { name: t("migration.file.named.messages"), number: true },
        ]}
        renderCells={({ name, messages }) => [<bdi key="name">{name}</bdi>, number(messages)]}
      />
      <div className="pl-row">
        {more > 0 ? (
          <span className="pl-muted">
            {t("migration.file.named.more", { count: more, number: number(more) })}
          </span>
        ) : null}
        <Button size="small" icon={<Download aria-hidden="true" />} onClick={save}>
          {t("migration.file.named.save")}
        </Button>
      </div>
    </>
  );
}
