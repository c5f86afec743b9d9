import { MODERATOR_POWER } from "@plenum/model";
import { Trash2 } from "lucide-react";
import { lazyView } from "../../i18n/feature-texts.ts";
import type { MessageAction } from "./action.ts";
import { actionTexts } from "./texts.ts";

const DeleteDialog = lazyView(() => import("./DeleteDialog.tsx"), actionTexts);

export const remove: MessageAction = {
  id: "delete",
  icon: <Trash2 aria-hidden="true" />,
  danger: true,
  label: ({ item, power, t }) =>
    item.own || power >= MODERATOR_POWER ? t("act.delete") : undefined,
  run({ show, item, eventId, handle }) {
    show((close) => <DeleteDialog item={item} eventId={eventId} handle={handle} onClose={close} />);
  },
};
