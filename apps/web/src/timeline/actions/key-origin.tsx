import { KeyRound } from "lucide-react";
import { encryptionTexts } from "../../encryption/texts.ts";
import { lazyView } from "../../i18n/feature-texts.ts";
import type { MessageAction } from "./action.ts";

const KeyOrigin = lazyView(() => import("../../encryption/KeyOrigin.tsx"), encryptionTexts);

export const keyOrigin: MessageAction = {
  id: "key-origin",
  icon: <KeyRound aria-hidden="true" />,
  label: ({ doubt, t }) => (doubt === "handed-on-key" ? t("act.keyOrigin") : undefined),
  run({ show, item }) {
    show((close) => <KeyOrigin name={item.sender.displayName} onClose={close} />);
  },
};
