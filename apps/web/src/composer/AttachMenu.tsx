import type { RoomHandle } from "@plenum/matrix";
import { MenuButton, type MenuItem } from "@plenum/ui";
import { ChartBarBig, Mic, Paperclip, Plus, Type } from "lucide-react";
import { useRef } from "react";
import type { ReactNode } from "react";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { pollTexts } from "../polls/texts.ts";
import { useRoomDialog } from "../rooms/RoomDialog.tsx";
import { useVoiceRecorder } from "../voice/use-voice-recorder.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { threadPlace, type ComposerThread, type Place } from "./place.ts";

const NewPoll = lazyView(() => import("../polls/NewPoll.tsx"), pollTexts);

/** What can be sent beside text. Every kind is one entry, with the dialog that it opens below. */
export function AttachMenu({
  handle,
  thread,
  onFormat,
}: {
  handle: RoomHandle;
  thread: ComposerThread | undefined;
  /** Shows the buttons for formats. */
  onFormat: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { uploads } = useWorkspace();
  const picker = useRef<HTMLInputElement>(null);
  const show = useRoomDialog();
  const record = useVoiceRecorder();
  const placeNow = (): Place => {
    const into = threadPlace(thread);
    return { roomId: handle.id, ...(into === undefined ? {} : { thread: into }) };
  };
  const items: readonly MenuItem[] = [
    {
      id: "file",
      label: t("composer.attach"),
      icon: <Paperclip aria-hidden="true" />,
      onSelect: () => picker.current?.click(),
    },
    {
      id: "voice",
      label: t("composer.voice"),
      icon: <Mic aria-hidden="true" />,
      onSelect: () => record(placeNow()),
    },
    {
      id: "poll",
      label: t("composer.poll"),
      icon: <ChartBarBig aria-hidden="true" />,
      onSelect: () => show((close) => <NewPoll placeNow={placeNow} onClose={close} />),
    },
    {
      id: "format",
      label: t("composer.format"),
      icon: <Type aria-hidden="true" />,
      onSelect: onFormat,
    },
  ];
  return (
    <>
      <MenuButton label={t("composer.more")} icon={<Plus aria-hidden="true" />} items={items} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          uploads.start(placeNow(), [...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
