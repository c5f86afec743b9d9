import { useI18n } from "../i18n/I18n.tsx";
import { useShortcut } from "../shortcuts/Actions.tsx";
import { useDialogAddress } from "./dialog-address.ts";

/** Keys that work wherever one is in the workspace. */
export function useFrameShortcuts(): void {
  const { t } = useI18n();
  const dialogs = useDialogAddress();
  useShortcut({
    id: "shortcuts",
    keys: ["?"],
    label: t("frame.shortcuts"),
    scope: "everywhere",
    run: () => dialogs.open("shortcuts"),
  });
}
