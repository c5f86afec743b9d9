import type { RoomSettings, RoomSummary } from "@plenum/matrix";
import { powerForState, readRoomRights } from "@plenum/model";
import { Button, InlineMessage } from "@plenum/ui";
import { ImageUp, Trash2 } from "lucide-react";
import { useRef } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { RoomAvatar } from "../rooms/RoomAvatar.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { aliasProblem } from "./alias.ts";
import { SavedText } from "./SavedText.tsx";
import { useSaving } from "./use-change.ts";

/** Name, topic, picture and address of a room. */
export function GeneralSettings({
  settings,
  summary,
}: {
  settings: RoomSettings;
  summary: RoomSummary;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const rights = readRoomRights(settings.levels);
  const may = (type: string): boolean => settings.ownPower >= powerForState(rights, type);
  const end = `:${session.serverName}`;
  const alias = settings.alias?.endsWith(end) === true ? settings.alias.slice(1, -end.length) : "";
  return (
    <>
      <Picture settings={settings} summary={summary} allowed={may("m.room.avatar")} />
      <SavedText
        roomId={settings.id}
        label={t("roomSettings.name")}
        stored={settings.name}
        maxLength={200}
        allowed={may("m.room.name")}
        check={(name) => (name === "" ? t("roomSettings.nameMissing") : undefined)}
        toChange={(name) => ({ kind: "name", name })}
      />
      <SavedText
        roomId={settings.id}
        label={t("roomSettings.topic")}
        stored={settings.topic}
        maxLength={2000}
        lines
        allowed={may("m.room.topic")}
        toChange={(topic) => ({ kind: "topic", topic })}
      />
      <SavedText
        roomId={settings.id}
        label={t("roomSettings.alias")}
        description={t("roomSettings.aliasText", { server: session.serverName })}
        stored={alias}
        maxLength={100}
        allowed={may("m.room.canonical_alias")}
        check={(localpart) => (aliasProblem(localpart) ? t("roomSettings.aliasWrong") : undefined)}
        toChange={(localpart) => ({
          kind: "alias",
          localpart: localpart === "" ? undefined : localpart,
        })}
      />
    </>
  );
}

function Picture({
  settings,
  summary,
  allowed,
}: {
  settings: RoomSettings;
  summary: RoomSummary;
  allowed: boolean;
}): ReactNode {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  const saving = useSaving();
  const set = async (file: File | undefined): Promise<void> => {
    await saving.run(async (work) => work.change(settings.id, { kind: "picture", file }));
  };
  return (
    <div className="pl-row">
      <RoomAvatar room={summary} size={48} />
      {allowed ? (
        <>
          <input
            ref={input}
            type="file"
            hidden
            accept="image/png,image/jpeg,image/gif,image/webp"
            aria-label={t("roomSettings.picture")}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = "";
              if (file !== undefined) void set(file);
            }}
          />
          <Button
            size="small"
            busy={saving.busy}
            icon={<ImageUp aria-hidden="true" />}
            onClick={() => input.current?.click()}
          >
            {t("roomSettings.choosePicture")}
          </Button>
          {settings.avatarMxc === undefined ? null : (
            <Button
              size="small"
              variant="quiet"
              icon={<Trash2 aria-hidden="true" />}
              onClick={() => void set(undefined)}
            >
              {t("roomSettings.removePicture")}
            </Button>
          )}
        </>
      ) : null}
      {saving.failed === undefined ? null : (
        <InlineMessage tone="danger">{saving.failed}</InlineMessage>
      )}
    </div>
  );
}
