import { Forward } from "lucide-react";
import { lazyView } from "../../i18n/feature-texts.ts";
import type { MessageAction } from "./action.ts";
import { actionTexts } from "./texts.ts";

const ForwardDialog = lazyView(() => import("../../forward/ForwardDialog.tsx"), actionTexts);

export const forward: MessageAction = {
  id: "forward",
  icon: <Forward aria-hidden="true" />,
  label: ({ session, item, t }) =>
    session.guestOf === undefined && item.body.kind !== "undecryptable"
      ? t("act.forward")
      : undefined,
  run({ show, handle, eventId, item }) {
    show((close) => (
      <ForwardDialog roomId={handle.id} eventId={eventId} body={item.body} onClose={close} />
    ));
  },
};
