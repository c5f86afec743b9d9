import type { Member } from "@plenum/matrix";
import { Button, Dialog, InlineMessage, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useSaving } from "../room-settings/use-change.ts";

/** What is to be done to a member and needs a word before. */
export type MemberAction =
  | { readonly kind: "remove"; readonly member: Member }
  | { readonly kind: "ban"; readonly member: Member }
  /** Giving a role that cannot be taken back. */
  | { readonly kind: "role"; readonly member: Member; readonly power: number };

/** Asks before somebody is removed or banned, or gets a role for good. */
export function MemberAct({
  roomId,
  action,
  self,
  onClose,
}: {
  roomId: string;
  action: MemberAction;
  /** It is about oneself. */
  self: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [reason, setReason] = useState("");
  const saving = useSaving();
  const { kind, member } = action;
  const name = member.displayName;
  const texts =
    kind === "role"
      ? {
          title: t("members.roleTitle", { name }),
          text: t(self ? "members.roleTextSelf" : "members.roleText", { name }),
          submit: t("members.roleSubmit"),
        }
      : {
          title: t(kind === "ban" ? "members.banTitle" : "members.removeTitle", { name }),
          text: t(kind === "ban" ? "members.banText" : "members.removeText"),
          submit: t(kind === "ban" ? "members.ban" : "members.remove"),
        };
  const submit = async (): Promise<void> => {
    const done = await saving.run(async (work) => {
      if (action.kind === "role") return work.setRole(roomId, member.userId, action.power);
      if (action.kind === "ban") return work.ban(roomId, member.userId, reason);
      return work.remove(roomId, member.userId, reason);
    });
    if (done) onClose();
  };
  return (
    <Dialog
      title={texts.title}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant={kind === "role" ? "primary" : "danger"} busy={saving.busy}>
            {texts.submit}
          </Button>
        </>
      }
    >
      <p>{texts.text}</p>
      {kind === "role" ? null : (
        <TextField
          data-autofocus
          label={t("members.reason")}
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {saving.failed === undefined ? null : (
        <InlineMessage tone="danger">{saving.failed}</InlineMessage>
      )}
    </Dialog>
  );
}
