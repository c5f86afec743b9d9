import { IconButton, OpenMenu, type MenuItem } from "@plenum/ui";
import { Ear, EllipsisVertical, Hand, Pin, PinOff } from "lucide-react";
import { createContext, useContext, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { Call, CallParticipant } from "../contract/index.ts";
import { personKey } from "../layout/arrange.ts";
import { useCallPart, useTexts } from "./use-call.ts";

/** A picture with a menu. */
interface Pictured {
  readonly participant: CallParticipant;
  readonly what: "camera" | "screen";
  /** As the picture says it. */
  readonly name: string;
}

interface OpenState {
  readonly open: string | undefined;
  readonly toggle: (picture: Pictured) => void;
  /** Takes the button of the open menu, wherever it is drawn. */
  readonly attach: (button: HTMLButtonElement | null) => void;
}

const Menus = createContext<OpenState | undefined>(undefined);

function keyOf({ participant, what }: Pick<Pictured, "participant" | "what">): string {
  return `${what} ${participant.id}`;
}

/**
 * Holds the menu of a picture around all pictures: these change places because of who speaks, which
 * draws them anew, and the menu stays as it is meanwhile. It closes when its person leaves.
 */
export function TileMenus({
  call,
  participants,
  children,
}: {
  call: Call;
  /** Everybody who has a picture. */
  participants: readonly CallParticipant[];
  children: ReactNode;
}): ReactNode {
  const [picture, setPicture] = useState<Pictured>();
  const [button, setButton] = useState<HTMLButtonElement>();
  const open = picture && keyOf(picture);
  const close = (): void => {
    setPicture(undefined);
    setButton(undefined);
  };
  const participant = participants.find(({ id }) => id === picture?.participant.id);
  const isGone = !participant || (picture?.what === "screen" && !participant.sharingScreen);
  if (picture && isGone) close();
  const state = useMemo(
    () => ({
      open,
      toggle: (next: Pictured) => {
        setButton(undefined);
        setPicture(keyOf(next) === open ? undefined : next);
      },
      attach: (next: HTMLButtonElement | null) => {
        if (next) setButton(next);
      },
    }),
    [open],
  );
  return (
    <Menus value={state}>
      {children}
      {picture && participant && button ? (
        <PictureMenu call={call} {...picture} {...{ participant, button }} onClose={close} />
      ) : null}
    </Menus>
  );
}

/** The button at a picture that opens its menu. */
export function TileMenu(picture: Pictured): ReactNode {
  const t = useTexts();
  const menus = useContext(Menus);
  const isOpen = menus?.open === keyOf(picture);
  return (
    <div className="call-tile__menu">
      <IconButton
        ref={isOpen ? menus.attach : undefined}
        label={t("view.menu", { name: picture.name })}
        icon={<EllipsisVertical aria-hidden="true" />}
        size="small"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => menus?.toggle(picture)}
      />
    </div>
  );
}

/** What can be done with a picture: have it large, or keep who signs in sight. For oneself alone. */
function PictureMenu({
  call,
  participant,
  what,
  name,
  button,
  onClose,
}: Pictured & {
  call: Call;
  button: HTMLButtonElement;
  onClose: () => void;
}): ReactNode {
  const t = useTexts();
  const { pinned, signing } = useCallPart(call, ({ view }) => view);
  const { available, room } = useCallPart(call, ({ subRoom }) => subRoom);
  const person = personKey(participant);
  const { userId } = participant;
  const isPinned = pinned?.person === person && pinned.what === what;
  const signs = signing === person;
  const pin: MenuItem = {
    id: "pin",
    label: isPinned ? t("view.unpin") : t("view.pin"),
    icon: isPinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />,
    onSelect: () => call.pin(isPinned ? undefined : { person, what }),
  };
  const sign: MenuItem = {
    id: "signing",
    label: signs ? t("view.signingStop") : t("view.signing"),
    icon: <Hand aria-hidden="true" />,
    onSelect: () => call.setSigning(signs ? undefined : person),
  };
  const whisper: MenuItem[] =
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
    <OpenMenu
      label={t("view.menu", { name })}
      items={what === "camera" ? [pin, sign, ...whisper] : [pin]}
      trigger={button}
      onClose={onClose}
    />
  );
}
