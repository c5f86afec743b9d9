import type { RoomChange } from "@plenum/matrix";
import { Button, TextArea, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useChange } from "./use-change.ts";

/** A text of the settings with its own way to save it. */
export function SavedText({
  roomId,
  label,
  description,
  stored,
  toChange,
  check,
  allowed,
  lines = false,
  maxLength,
}: {
  roomId: string;
  label: string;
  description?: string;
  stored: string;
  toChange: (text: string) => RoomChange;
  /** What is wrong with a text, as a sentence. */
  check?: (text: string) => string | undefined;
  allowed: boolean;
  /** Several lines. */
  lines?: boolean;
  maxLength: number;
}): ReactNode {
  const { t } = useI18n();
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const change = useChange(roomId, stored, toChange);
  const text = typed ?? change.value;
  const changed = typed !== undefined && typed.trim() !== stored;

  const save = async (): Promise<void> => {
    if (typed === undefined || !changed) return;
    const problem = check?.(typed.trim());
    setWrong(problem);
    if (problem !== undefined) return;
    if (await change.set(typed.trim())) setTyped(undefined);
  };
  const field = {
    label,
    description,
    value: text,
    maxLength,
    disabled: !allowed,
    error: wrong ?? change.failed,
  };
  return (
    <form
      className="pl-saved"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {lines ? (
        <TextArea {...field} rows={3} onChange={(event) => setTyped(event.currentTarget.value)} />
      ) : (
        <TextField {...field} onChange={(event) => setTyped(event.currentTarget.value)} />
      )}
      {changed ? (
        <span className="pl-row">
          <Button type="submit" size="small" variant="primary" busy={change.busy}>
            {t("roomSettings.save")}
          </Button>
          <Button size="small" variant="quiet" onClick={() => setTyped(undefined)}>
            {t("common.cancel")}
          </Button>
        </span>
      ) : null}
      <output className="pl-small pl-muted">
        {change.saved && !changed ? t("roomSettings.saved") : null}
      </output>
    </form>
  );
}
