import type { HistoryVisibility, RoomAccess } from "@plenum/matrix";
import { Button, Dialog, InlineMessage, Select, Switch, TextField } from "@plenum/ui";
import { ImageUp, X } from "lucide-react";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PeoplePicker, type PickedPerson } from "../people/PeoplePicker.tsx";
import { useSpaceChoice } from "../rooms/use-space-choice.ts";
import { roomPath, spacePath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { AccessChoice } from "./AccessChoice.tsx";
import { useSaving } from "./use-change.ts";
import "./room-settings.css";

/** A new room, or a new space. */
export default function NewRoomDialog({
  isSpace = false,
  onClose,
}: {
  isSpace?: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const [, navigate] = useLocation();
  const [chosenSpace] = useSpaceChoice(rooms);
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [picture, setPicture] = useState<File>();
  const [access, setAccess] = useState<RoomAccess>({ rule: "invite", spaces: [] });
  const [history, setHistory] = useState<HistoryVisibility>("shared");
  const [encrypted, setEncrypted] = useState(true);
  const [listed, setListed] = useState(true);
  const [spaceId, setSpaceId] = useState(chosenSpace ?? "");
  const [people, setPeople] = useState<readonly PickedPerson[]>([]);
  const [nameMissing, setNameMissing] = useState(false);
  const saving = useSaving();
  const spaces = [...rooms.values()].filter((room) => room.isSpace && room.membership === "join");
  const open = access.rule === "public";

  const create = async (): Promise<void> => {
    if (saving.busy) return;
    setNameMissing(name.trim() === "");
    if (name.trim() === "") return;
    await saving.run(async (work) => {
      const roomId = await work.create({
        name: name.trim(),
        ...(topic.trim() === "" ? {} : { topic: topic.trim() }),
        ...(picture === undefined ? {} : { avatar: picture }),
        isSpace,
        access,
        history,
        // What is not open to all is always encrypted.
        encrypted: !isSpace && (!open || encrypted),
        listed: open && listed,
        ...(spaceId === "" ? {} : { spaceId }),
        invite: people.map((person) => person.userId),
      });
      navigate(isSpace ? spacePath(roomId) : roomPath(roomId));
    });
  };

  return (
    <Dialog
      title={t(isSpace ? "createRoom.titleSpace" : "newRoom.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void create()}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="primary" busy={saving.busy}>
            {t(isSpace ? "createRoom.submitSpace" : "createRoom.submit")}
          </Button>
        </>
      }
    >
      {isSpace ? <p className="pl-muted">{t("createRoom.spaceText")}</p> : null}
      <TextField
        data-autofocus
        label={t("createRoom.name")}
        value={name}
        maxLength={200}
        error={nameMissing ? t("createRoom.nameMissing") : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label={t("createRoom.topic")}
        value={topic}
        maxLength={500}
        onChange={(event) => setTopic(event.currentTarget.value)}
      />
      <Picture file={picture} onChange={setPicture} />
      <PeoplePicker label={t("newRoom.people")} people={people} onChange={setPeople} />
      <AccessChoice access={access} isSpace={isSpace} onChange={setAccess} />
      {open ? (
        <Switch
          label={t("roomSettings.listed")}
          description={t("roomSettings.listedText")}
          checked={listed}
          onChange={setListed}
        />
      ) : null}
      {isSpace ? null : (
        <Switch
          label={t("createRoom.encrypted")}
          description={t(open ? "createRoom.encryptedOpen" : "createRoom.encryptedText")}
          checked={!open || encrypted}
          disabled={!open}
          onChange={setEncrypted}
        />
      )}
      {spaces.length === 0 ? null : (
        <Select
          label={t("createRoom.space")}
          value={spaceId}
          onChange={(event) => setSpaceId(event.currentTarget.value)}
        >
          <option value="">{t("createRoom.noSpace")}</option>
          {spaces.map((space) => (
            <option key={space.id} value={space.id}>
              {space.name}
            </option>
          ))}
        </Select>
      )}
      {isSpace ? null : (
        <Select
          label={t("roomSettings.history")}
          value={history}
          onChange={(event) =>
            setHistory(event.currentTarget.value === "joined" ? "joined" : "shared")
          }
        >
          <option value="shared">{t("roomSettings.historyOf.shared")}</option>
          <option value="joined">{t("roomSettings.historyOf.joined")}</option>
        </Select>
      )}
      {saving.failed === undefined ? null : (
        <InlineMessage tone="danger">{saving.failed}</InlineMessage>
      )}
    </Dialog>
  );
}

function Picture({
  file,
  onChange,
}: {
  file: File | undefined;
  onChange: (file: File | undefined) => void;
}): ReactNode {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  return (
    <span className="pl-row">
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={t("roomSettings.picture")}
        onChange={(event) => onChange(event.currentTarget.files?.[0])}
      />
      <Button
        size="small"
        icon={<ImageUp aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        {t("roomSettings.choosePicture")}
      </Button>
      {file === undefined ? null : (
        <>
          <span className="pl-small pl-muted">{file.name}</span>
          <Button
            size="small"
            variant="quiet"
            icon={<X aria-hidden="true" />}
            onClick={() => onChange(undefined)}
          >
            {t("roomSettings.removePicture")}
          </Button>
        </>
      )}
    </span>
  );
}
