import { Pin } from "lucide-react";
import type { MessageAction } from "./action.ts";

export const pin: MessageAction = {
  id: "pin",
  icon: <Pin aria-hidden="true" />,
  label({ pins, eventId, t }) {
    if (!pins.mayChange) return undefined;
    return pins.eventIds.includes(eventId) ? t("pins.unpin") : t("pins.pin");
  },
  run({ session, pins, handle, eventId, t, toast, navigation }) {
    const pinned = !pins.eventIds.includes(eventId);
    session.messages.setPinned({ roomId: handle.id, eventId }, pinned).then(
      () =>
        toast(
          pinned
            ? {
                text: t("pins.pinned"),
                action: { label: t("pins.show"), onSelect: () => navigation.openPanel("pins") },
              }
            : { text: t("pins.unpinned") },
        ),
      () => toast({ text: t("message.actFailed") }),
    );
  },
};
