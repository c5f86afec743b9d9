import { MenuButton } from "@plenum/ui";
import { Ear, EllipsisVertical, Hand, Pin, PinOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { useCallPart, useTexts } from "./use-call.ts";

/** What can be done with a picture: have it large, or keep who signs in sight. For oneself alone. */
export function TileMenu({
  call,
  person,
  name,
  what,
  userId,
}: {
  call: Call;
  /** See `personKey`. */
  person: string;
  name: string;
  what: "camera" | "screen";
  /** Matrix user id, where it is known. */
  userId: string | undefined;
}): ReactNode {
  const t = useTexts();
  const { pinned, signing } = useCallPart(call, ({ view }) => view);
  const { available, room } = useCallPart(call, ({ subRoom }) => subRoom);
  const isPinned = pinned?.person === person && pinned.what === what;
  const signs = signing === person;
  const pin = {
    id: "pin",
    label: isPinned ? t("view.unpin") : t("view.pin"),
    icon: isPinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />,
    onSelect: () => call.pin(isPinned ? undefined : { person, what }),
  };
  const sign = {
    id: "signing",
    label: signs ? t("view.signingStop") : t("view.signing"),
    icon: <Hand aria-hidden="true" />,
    onSelect: () => call.setSigning(signs ? undefined : person),
  };
  const whisper =
    available && userId !== undefined && !room?.people.some((one) => one.userId === userId)
      ? [
          {
            id: "whisper",
            label: room ? t("whisper.add", { name }) : t("whisper.to", { name }),
            icon: <Ear aria-hidden="true" />,
            onSelect: () => call.whisperTo([userId]),
          },
        ]
      : [];
  return (
    <div className="call-tile__menu">
      <MenuButton
        label={t("view.menu", { name })}
        icon={<EllipsisVertical aria-hidden="true" />}
        size="small"
        items={what === "camera" ? [pin, sign, ...whisper] : [pin]}
      />
    </div>
  );
}
