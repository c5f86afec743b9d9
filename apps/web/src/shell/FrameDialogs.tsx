import { Suspense } from "react";
import type { ReactNode } from "react";
import { conferenceTexts } from "../conferences/texts.ts";
import { encryptionTexts } from "../encryption/texts.ts";
import { memberTexts } from "../members/texts.ts";
import { meetingsTexts } from "../meetings/texts.ts";
import { NewMessage } from "../rooms/NewMessage.tsx";
import { roomSettingsTexts } from "../room-settings/texts.ts";
import { roomTexts } from "../rooms/texts.ts";
import type { FrameDialog } from "../routes.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { scheduledTexts } from "../scheduled/texts.ts";
import { statusTexts } from "../presence/texts.ts";
import { shortcutTexts } from "../shortcuts/texts.ts";
import { useDialogAddress } from "./dialog-address.ts";

const NewConference = lazyView(() => import("../conferences/NewConference.tsx"), conferenceTexts);
const ConfirmDevice = lazyView(() => import("../encryption/ConfirmDevice.tsx"), encryptionTexts);
const SaveRecoveryCode = lazyView(
  () => import("../encryption/SaveRecoveryCode.tsx"),
  encryptionTexts,
);
const SetUpWithPassword = lazyView(
  () => import("../encryption/SetUpWithPassword.tsx"),
  encryptionTexts,
);
const VerifyDialog = lazyView(() => import("../encryption/VerifyDialog.tsx"), encryptionTexts);
const ScheduledDialog = lazyView(() => import("../scheduled/ScheduledDialog.tsx"), scheduledTexts);
const ScheduleDialog = lazyView(
  () => import("../meetings/schedule/ScheduleDialog.tsx"),
  meetingsTexts,
);
const NewRoomDialog = lazyView(
  () => import("../room-settings/NewRoomDialog.tsx"),
  roomSettingsTexts,
);
const NewSpaceDialog = lazyView(
  () => import("../room-settings/NewSpaceDialog.tsx"),
  roomSettingsTexts,
);
const RoomSettingsDialog = lazyView(
  () => import("../room-settings/RoomSettingsDialog.tsx"),
  roomSettingsTexts,
);
const InviteDialog = lazyView(() => import("../members/InviteDialog.tsx"), memberTexts);
const LeaveRoom = lazyView(() => import("../rooms/LeaveRoom.tsx"), roomTexts);
const StatusDialog = lazyView(() => import("../presence/StatusDialog.tsx"), statusTexts);
const ShortcutHelp = lazyView(() => import("../shortcuts/ShortcutHelp.tsx"), shortcutTexts);

/** The dialog that the address asks for; all of them are one chunk, loaded when first needed. */
export default function FrameDialogs({ dialog }: { dialog: FrameDialog }): ReactNode {
  const { close } = useDialogAddress();
  switch (dialog) {
    case "new-message":
      return <NewMessage onClose={close} />;
    case "new-room":
      return <NewRoomDialog onClose={close} />;
    case "new-space":
      return <NewSpaceDialog onClose={close} />;
    case "room-settings":
      return <RoomSettingsDialog onClose={close} />;
    case "new-conference":
      return <NewConference onClose={close} />;
    case "new-meeting":
    case "edit-meeting":
      return (
        <Suspense>
          <ScheduleDialog onClose={close} />
        </Suspense>
      );
    case "recovery-code":
      return <SaveRecoveryCode onClose={close} />;
    case "recover":
      return <ConfirmDevice onClose={close} />;
    case "scheduled":
      return (
        <Suspense>
          <ScheduledDialog onClose={close} />
        </Suspense>
      );
    case "invite-people":
      return <InviteDialog onClose={close} />;
    case "leave-room":
      return <LeaveRoom onClose={close} />;
    case "shortcuts":
      return (
        <Suspense>
          <ShortcutHelp onClose={close} />
        </Suspense>
      );
    case "status":
      return (
        <Suspense>
          <StatusDialog onClose={close} />
        </Suspense>
      );
    case "set-up":
      return <SetUpWithPassword onClose={close} />;
    case "verify":
      return <VerifyDialog onClose={close} />;
    default:
      return dialog satisfies never;
  }
}
