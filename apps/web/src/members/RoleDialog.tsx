import type { Member } from "@plenum/matrix";
import { givenRoleOf, MEETING_HOURS, type GivenRole } from "@plenum/model";
import { Button, Choices, Dialog, InlineMessage, RadioList } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useActOnMember } from "../moderation/use-act-on-member.ts";

const SPANS = ["meeting", "good"] as const;

/** Giving a role in a conference room, for this meeting or for good. */
export function RoleDialog({
  roomId,
  member,
  roles,
  self,
  ownPower,
  onClose,
}: {
  roomId: string;
  member: Member;
  /** Roles that may be given. */
  roles: readonly GivenRole[];
  /** It is about oneself. */
  self: boolean;
  ownPower: number;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const present = givenRoleOf(member.powerLevel);
  const [role, setRole] = useState<GivenRole>(present);
  const [span, setSpan] = useState<(typeof SPANS)[number]>(self ? "good" : "meeting");
  const acting = useActOnMember(roomId);
  const name = member.displayName;
  const temporary = span === "meeting" && role !== "participant" && !self;
  const warning = self
    ? t("members.roleTextSelf")
    : role === "moderator" && !temporary && ownPower <= 100
      ? t("members.roleText", { name })
      : undefined;
  const submit = async (): Promise<void> => {
    const hours = temporary ? { hours: MEETING_HOURS } : {};
    if (await acting.run({ act: "change-role", userId: member.userId, role, ...hours })) onClose();
  };
  return (
    <Dialog
      title={t("members.giveRoleTitle", { name })}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="primary" busy={acting.busy}>
            {t("members.giveRole")}
          </Button>
        </>
      }
    >
      <RadioList
        label={t("members.roleLabel")}
        value={role}
        options={roles.map((value) => ({
          value,
          label: t(`members.role.${value}`),
          description: t(`members.roleMeans.${value}`),
        }))}
        onChange={setRole}
      />
      {self || role === "participant" ? null : (
        <>
          <Choices
            label={t("members.roleSpan")}
            value={span}
            choices={SPANS.map((value) => ({ value, label: t(`members.span.${value}`) }))}
            onChange={setSpan}
          />
          {temporary ? (
            <p className="pl-muted pl-small">{t("members.spanText", { count: MEETING_HOURS })}</p>
          ) : null}
        </>
      )}
      {warning === undefined ? null : <p>{warning}</p>}
      {acting.failed === undefined ? null : (
        <InlineMessage tone="danger">{acting.failed}</InlineMessage>
      )}
    </Dialog>
  );
}
