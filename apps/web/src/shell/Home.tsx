import { Button, EmptyState } from "@plenum/ui";
import { MessageSquarePlus, MessagesSquare, Video } from "lucide-react";
import { Suspense } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { lazyView } from "../i18n/feature-texts.ts";
import { meetingsTexts } from "../meetings/texts.ts";
import { useDialogAddress } from "./dialog-address.ts";

const NextMeetings = lazyView(() => import("../meetings/NextMeetings.tsx"), meetingsTexts);

/** Main while no room is open. */
export function Home({ unknown }: { unknown: boolean }): ReactNode {
  const { t } = useI18n();
  const dialogs = useDialogAddress();
  return (
    <div className="pl-home">
      <EmptyState
        headingLevel={1}
        icon={<MessagesSquare aria-hidden="true" />}
        title={unknown ? t("home.unknownTitle") : t("home.title")}
        actions={
          <>
            <Button
              variant="primary"
              icon={<MessageSquarePlus aria-hidden="true" />}
              onClick={() => dialogs.open("new-message")}
            >
              {t("home.newMessage")}
            </Button>
            <Button
              icon={<Video aria-hidden="true" />}
              onClick={() => dialogs.open("new-conference")}
            >
              {t("home.newConference")}
            </Button>
          </>
        }
      >
        {unknown ? t("home.unknownText") : t("home.text")}
      </EmptyState>
      <Suspense>
        <NextMeetings />
      </Suspense>
    </div>
  );
}
