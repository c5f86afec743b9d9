import { Keyboard } from "lucide-react";
import { useI18n } from "../i18n/I18n.tsx";
import { useCommand } from "../shortcuts/Actions.tsx";
import { useDialogAddress } from "./dialog-address.ts";

/** Keys that work wherever one is in the workspace. */
export function useFrameShortcuts(): void {
  const { t } = useI18n();
  const dialogs = useDialogAddress();
  useCommand({
    id: "shortcuts",
    keys: ["?"],
    label: t("frame.shortcuts"),
    words: "tasten hilfe keys help",
    Icon: Keyboard,
    run: () => dialogs.open("shortcuts"),
  });
}
