import { Button, classes, InlineMessage } from "@plenum/ui";
import { FolderOpen, Files } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { hasFiles } from "../../media/dragged-files.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { droppedFiles } from "./dropped-files.ts";

/** Where files are chosen or dropped, as many as there are; folders with all that is in them. */
export function FileField({
  label,
  help,
  accept,
  disabled = false,
  error,
  onFiles,
}: {
  label: string;
  help: string;
  accept?: string;
  disabled?: boolean;
  error?: string | undefined;
  onFiles: (files: readonly File[]) => void;
}): ReactNode {
  const { t } = useI18n();
  const id = useId();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (input: HTMLInputElement): void => {
    const chosen = [...(input.files ?? [])];
    // The same files can be chosen once more, for instance when they are mended.
    input.value = "";
    if (chosen.length > 0) onFiles(chosen);
  };
  return (
    <div
      className={classes("pl-migration__drop", over && "pl-migration__drop--over")}
      role="presentation"
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(!disabled);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        if (!disabled) void droppedFiles(event.dataTransfer).then(onFiles);
      }}
    >
      <fieldset className="pl-admin__group" aria-describedby={`${id}-help`}>
        <legend className="ui-field__label">{label}</legend>
        <div className="pl-row">
          <Button
            size="small"
            icon={<FolderOpen aria-hidden="true" />}
            disabled={disabled}
            onClick={() => folder.current?.click()}
          >
            {t("migration.choose.folder")}
          </Button>
          <Button
            size="small"
            icon={<Files aria-hidden="true" />}
            disabled={disabled}
            onClick={() => files.current?.click()}
          >
            {t("migration.choose.files")}
          </Button>
          <span className="pl-small pl-muted pl-migration__or">{t("migration.choose.drop")}</span>
        </div>
      </fieldset>
      <span className="ui-field__description" id={`${id}-help`}>
        {help}
      </span>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept={accept}
        aria-label={t("migration.choose.files")}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={(input) => {
          folder.current = input;
          // No attribute that React knows.
          if (input !== null) input.webkitdirectory = true;
        }}
        type="file"
        hidden
        aria-label={t("migration.choose.folder")}
        onChange={(event) => take(event.currentTarget)}
      />
      {error === undefined ? null : <InlineMessage tone="danger">{error}</InlineMessage>}
    </div>
  );
}
