import { Link } from "lucide-react";
import { roomPath } from "../../routes.ts";
import type { MessageAction } from "./action.ts";

export const copyLink: MessageAction = {
  id: "copy-link",
  icon: <Link aria-hidden="true" />,
  // A guest has one room and no address that others could open.
  label: ({ session, t }) => (session.guestOf === undefined ? t("act.copyLink") : undefined),
  run({ handle, eventId, t, toast }) {
    navigator.clipboard.writeText(location.origin + roomPath(handle.id, { eventId })).then(
      () => toast({ text: t("act.linkCopied") }),
      () => toast({ text: t("message.actFailed") }),
    );
  },
};
