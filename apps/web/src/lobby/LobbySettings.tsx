import { MAX_LOBBY_MESSAGE, type ChangeLobbyRequest, type Lobby } from "@plenum/model";
import { Button, Switch, TextArea, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { LOBBY_PREFERENCES, readLobbyPreferences } from "./preferences.ts";

/** How a lobby works: whether there is one, what those who wait read, who passes by itself. */
export function LobbySettings({
  lobby,
  change,
}: {
  lobby: Lobby;
  change: (change: ChangeLobbyRequest) => Promise<boolean>;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const preferences = session.accountData.of(LOBBY_PREFERENCES);
  const { sound } = readLobbyPreferences(useObservable(preferences));
  return (
    <section className="pl-lobby__settings" aria-labelledby="lobby-settings">
      <h3 className="pl-people__title" id="lobby-settings">
        {t("lobby.settings")}
      </h3>
      <Switch
        label={t("lobby.line")}
        description={t("lobby.onText")}
        checked={lobby.on}
        onChange={(on) => void change({ on })}
      />
      <Message key={lobby.message} message={lobby.message} change={change} />
      <Switch
        label={t("lobby.colleagues")}
        description={t("lobby.colleaguesText")}
        checked={lobby.colleagues}
        onChange={(colleagues) => void change({ colleagues })}
      />
      <Switch
        label={t("lobby.returning")}
        description={t("lobby.returningText")}
        checked={lobby.returning}
        onChange={(returning) => void change({ returning })}
      />
      <Switch
        label={t("lobby.sound")}
        description={t("lobby.soundText")}
        checked={sound}
        onChange={(on) => {
          session.accountData.set(LOBBY_PREFERENCES, { sound: on }).catch(() => undefined);
        }}
      />
    </section>
  );
}

function Message({
  message,
  change,
}: {
  message: string;
  change: (change: ChangeLobbyRequest) => Promise<boolean>;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const [text, setText] = useState(message);
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    if (await change({ message: text })) toast({ text: t("lobby.messageSaved") });
    setBusy(false);
  };
  return (
    <form
      className="pl-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextArea
        label={t("lobby.message")}
        description={t("lobby.messageText")}
        rows={3}
        maxLength={MAX_LOBBY_MESSAGE}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text === message ? null : (
        <Button type="submit" size="small" busy={busy}>
          {t("lobby.messageSave")}
        </Button>
      )}
    </form>
  );
}
