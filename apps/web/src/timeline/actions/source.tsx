import { Braces } from "lucide-react";
import { lazyView } from "../../i18n/feature-texts.ts";
import type { MessageAction } from "./action.ts";
import { actionTexts } from "./texts.ts";

const SourceDialog = lazyView(() => import("./SourceDialog.tsx"), actionTexts);

export const source: MessageAction = {
  id: "source",
  icon: <Braces aria-hidden="true" />,
  label: ({ developer, t }) => (developer ? t("act.source") : undefined),
  run({ show, handle, eventId }) {
    show((close) => <SourceDialog roomId={handle.id} eventId={eventId} onClose={close} />);
  },
};
