import type { Member } from "@plenum/matrix";
import { classes } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { withoutGuestMark } from "./guest-name.ts";
import "./person-name.css";

/** A person's name; names from elsewhere carry their organisation, guests are marked. */
export function PersonName({
  person,
  strong = false,
}: {
  person: Pick<Member, "displayName" | "server" | "isGuest">;
  strong?: boolean;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  return (
    <span className="pl-person-name">
      <span className={classes(strong && "pl-person-name__strong")}>
        {person.isGuest ? withoutGuestMark(person.displayName) : person.displayName}
      </span>
      {person.isGuest ? <span className="pl-tag">{t("people.guest")}</span> : null}
      {person.server === session.serverName ? null : (
        <span className="pl-tag pl-tag--elsewhere">{person.server}</span>
      )}
    </span>
  );
}
