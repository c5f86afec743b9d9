import type { RoomHandle } from "@plenum/matrix";
import { MenuButton, type MenuItem } from "@plenum/ui";
import { Paperclip, Plus, Type } from "lucide-react";
import { useRef } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { threadPlace, type ComposerThread } from "./place.ts";

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
  const items: readonly MenuItem[] = [
    {
      id: "file",
      label: t("composer.attach"),
      icon: <Paperclip aria-hidden="true" />,
      onSelect: () => picker.current?.click(),
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
          const place = threadPlace(thread);
          uploads.start({ roomId: handle.id, ...(place === undefined ? {} : { thread: place }) }, [
            ...(event.currentTarget.files ?? []),
          ]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
