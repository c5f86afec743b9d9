import type { RoomSettings, RoomSummary } from "@plenum/matrix";
import { Dialog, Skeleton } from "@plenum/ui";
import {
  Bell,
  DoorOpen,
  Info,
  KeyRound,
  ListChecks,
  LogOut,
  ShieldBan,
  SlidersHorizontal,
} from "lucide-react";
import { Suspense, useState } from "react";
import type { ReactNode } from "react";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { memberTexts } from "../members/texts.ts";
import { useAddressRoom } from "../rooms/use-address-room.ts";
import { useRoomSettings } from "../rooms/use-room-settings.ts";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { AccessSettings } from "./AccessSettings.tsx";
import { AdvancedSettings } from "./AdvancedSettings.tsx";
import { GeneralSettings } from "./GeneralSettings.tsx";
import { NotificationSettings } from "./NotificationSettings.tsx";
import { RightsSettings } from "./RightsSettings.tsx";
import { SecuritySettings } from "./SecuritySettings.tsx";
import "./room-settings.css";

const BannedPeople = lazyView(() => import("../members/BannedPeople.tsx"), memberTexts);

const PARTS = [
  { name: "general", Icon: Info },
  { name: "access", Icon: DoorOpen },
  { name: "security", Icon: KeyRound },
  { name: "notifications", Icon: Bell },
  { name: "rights", Icon: ListChecks },
  { name: "banned", Icon: ShieldBan },
  { name: "advanced", Icon: SlidersHorizontal },
] as const;

type Part = (typeof PARTS)[number]["name"];

/** Everything that can be set about a room or a space, in parts. */
export default function RoomSettingsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const dialogs = useDialogAddress();
  const room = useAddressRoom();
  const [part, setPart] = useState<Part>("general");
  if (room === undefined) return null;
  const parts = room.isSpace ? PARTS.filter(({ name }) => name !== "notifications") : PARTS;
  return (
    <Dialog
      title={t(room.isSpace ? "roomSettings.titleSpace" : "roomSettings.title", {
        room: room.name,
      })}
      closeLabel={t("common.close")}
      onClose={onClose}
      size="large"
    >
      <div className="pl-room-settings">
        <nav className="pl-room-settings__parts" aria-label={t("roomSettings.parts")}>
          {parts.map(({ name, Icon }) => (
            <button
              key={name}
              type="button"
              aria-current={name === part ? "true" : undefined}
              onClick={() => setPart(name)}
            >
              <Icon aria-hidden="true" />
              {t(`roomSettings.part.${name}`)}
            </button>
          ))}
          <button
            type="button"
            className="pl-room-settings__leave"
            onClick={() => dialogs.open("leave-room")}
          >
            <LogOut aria-hidden="true" />
            {t("roomSettings.leave")}
          </button>
        </nav>
        <section className="pl-room-settings__part" aria-labelledby="room-settings-part">
          <h3 id="room-settings-part">{t(`roomSettings.part.${part}`)}</h3>
          <PartView room={room} part={part} />
        </section>
      </div>
    </Dialog>
  );
}

function PartView({ room, part }: { room: RoomSummary; part: Part }): ReactNode {
  const settings = useRoomSettings(room.id);
  if (settings === undefined) return <Skeleton width="60%" />;
  return <Loaded key={room.id} settings={settings} room={room} part={part} />;
}

function Loaded({
  settings,
  room,
  part,
}: {
  settings: RoomSettings;
  room: RoomSummary;
  part: Part;
}): ReactNode {
  switch (part) {
    case "general":
      return <GeneralSettings settings={settings} summary={room} />;
    case "access":
      return <AccessSettings settings={settings} />;
    case "security":
      return <SecuritySettings settings={settings} />;
    case "notifications":
      return <NotificationSettings summary={room} />;
    case "rights":
      return <RightsSettings settings={settings} />;
    case "banned":
      return (
        <Suspense fallback={<Skeleton width="60%" />}>
          <BannedPeople settings={settings} />
        </Suspense>
      );
    case "advanced":
      return <AdvancedSettings settings={settings} summary={room} />;
    default:
      return part satisfies never;
  }
}
