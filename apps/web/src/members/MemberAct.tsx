import type { Member } from "@plenum/matrix";
import { Button, Dialog, InlineMessage, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useActOnMember } from "../moderation/use-act-on-member.ts";
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
  const acting = useActOnMember(roomId);
  const failed = saving.failed ?? acting.failed;
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
    const done =
      action.kind === "role"
        ? await saving.run(async (work) => work.setRole(roomId, member.userId, action.power))
        : await acting.run({
            act: action.kind,
            userId: member.userId,
            ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
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
          <Button
            type="submit"
            variant={kind === "role" ? "primary" : "danger"}
            busy={saving.busy || acting.busy}
          >
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
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
    </Dialog>
  );
}
