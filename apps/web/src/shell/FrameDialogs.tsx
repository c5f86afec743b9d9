import { Suspense } from "react";
import type { ReactNode } from "react";
import { NewConference } from "../conferences/NewConference.tsx";
import { EnterRecoveryCode } from "../encryption/EnterRecoveryCode.tsx";
import { SaveRecoveryCode } from "../encryption/SaveRecoveryCode.tsx";
import { SetUpWithPassword } from "../encryption/SetUpWithPassword.tsx";
import { NewMessage } from "../rooms/NewMessage.tsx";
import { NewRoom } from "../rooms/NewRoom.tsx";
import type { FrameDialog } from "../routes.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { shortcutTexts } from "../shortcuts/texts.ts";
import { useDialogAddress } from "./dialog-address.ts";

const ShortcutHelp = lazyView(() => import("../shortcuts/ShortcutHelp.tsx"), shortcutTexts);

/** The dialog that the address asks for; all of them are one chunk, loaded when first needed. */
export default function FrameDialogs({ dialog }: { dialog: FrameDialog }): ReactNode {
  const { close } = useDialogAddress();
  switch (dialog) {
    case "new-message":
      return <NewMessage onClose={close} />;
    case "new-room":
      return <NewRoom onClose={close} />;
    case "new-conference":
      return <NewConference onClose={close} />;
    case "recovery-code":
      return <SaveRecoveryCode onClose={close} />;
    case "recover":
      return <EnterRecoveryCode onClose={close} />;
    case "shortcuts":
      return (
        <Suspense>
          <ShortcutHelp onClose={close} />
        </Suspense>
      );
    case "set-up":
      return <SetUpWithPassword onClose={close} />;
    default:
      return dialog satisfies never;
  }
}
