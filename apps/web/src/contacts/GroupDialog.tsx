import { Button, Dialog, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

const LONGEST = 80;

/** Asks for the name of a group. */
export function GroupDialog({
  title,
  submit,
  name = "",
  onSubmit,
  onClose,
}: {
  title: string;
  submit: string;
  name?: string;
  onSubmit: (name: string) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [typed, setTyped] = useState(name);
  const [missing, setMissing] = useState(false);
  return (
    <Dialog
      title={title}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => {
        if (typed.trim() === "") setMissing(true);
        else {
          onSubmit(typed);
          onClose();
        }
      }}
      actions={
        <Button type="submit" variant="primary">
          {submit}
        </Button>
      }
    >
      <TextField
        data-autofocus
        label={t("contacts.groupName")}
        maxLength={LONGEST}
        value={typed}
        error={missing && typed.trim() === "" ? t("contacts.groupNameMissing") : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </Dialog>
  );
}
