import type { ModerationActBody } from "@plenum/model";
import { Button, Dialog, MenuButton, type MenuItem } from "@plenum/ui";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";
import type { ListedPerson } from "./people-panel.tsx";

/** Acts that are asked about before they are done. */
type Harsh = "kick" | "ban" | "moderator";

/** Everything a moderator may do to one person, in one menu. */
export function ModerateMenu({ call, person }: { call: Call; person: ListedPerson }): ReactNode {
  const t = useTexts();
  const [asking, setAsking] = useState<Harsh>();
  const control = useCallPart(call, ({ floor }) => floor.control);
  const rights = useCallPart(call, ({ floor }) => floor.locks);
  const { participant, name, presents, holder } = person;
  const { userId, isModerator, isGuest } = participant;
  if (userId === undefined) return null;
  const conference = control?.isConference === true;
  const act = (body: ModerationActBody): void => void call.moderate(body);
  const role = (to: "presenter" | "participant" | "listener"): void =>
    act({ act: "change-role", userId, role: to, hours: MEETING });
  const locked = rights.audio && !isModerator && !presents && !holder;
  const items: MenuItem[] = [
    ...(participant.audioMuted
      ? [
          item(
            "ask",
            t(locked ? "people.askLocked" : "people.ask"),
            () => act({ act: "ask-to-unmute", userId }),
            { disabled: locked },
          ),
        ]
      : []),
    ...(participant.videoMuted
      ? []
      : [
          item("camera", t("people.cameraStop"), () =>
            act({ act: "mute", userId, kinds: ["video"] }),
          ),
        ]),
    ...(participant.sharingScreen
      ? [item("share", t("people.stopShare"), () => act({ act: "stop-share", userId }))]
      : []),
    ...(conference && control.roles && !isModerator
      ? [
          ...(presents
            ? [item("participant", t("people.makeParticipant"), () => role("participant"))]
            : [item("presenter", t("people.makePresenter"), () => role("presenter"))]),
          item("moderator", t("people.makeModerator"), () => setAsking("moderator")),
          item("listener", t("people.makeListener"), () => role("listener")),
        ]
      : []),
    ...(conference && !isModerator
      ? [
          item("remove", t("people.removeRoom"), () => setAsking("kick"), { danger: true }),
          item("ban", t("people.ban"), () => setAsking("ban"), { danger: true }),
        ]
      : []),
  ];
  if (items.length === 0) return null;
  const close = (): void => setAsking(undefined);
  return (
    <>
      <MenuButton
        size="small"
        label={t("people.moderate", { name })}
        icon={<ShieldCheck aria-hidden="true" />}
        items={items}
      >
        {t("people.moderateWord")}
      </MenuButton>
      {asking === undefined ? null : (
        <Dialog
          title={t(`people.${asking}Title`, { name })}
          closeLabel={t("people.cancel")}
          onClose={close}
          actions={
            <>
              <Button onClick={close}>{t("people.cancel")}</Button>
              <Button
                variant={asking === "moderator" ? "primary" : "danger"}
                onClick={() => {
                  if (asking === "moderator") {
                    act({ act: "change-role", userId, role: "moderator", hours: MEETING });
                  } else act({ act: asking === "ban" ? "ban" : "remove", userId });
                  close();
                }}
              >
                {t(`people.${asking}Now`)}
              </Button>
            </>
          }
        >
          <p>{t(`people.${asking}Text`, { name })}</p>
          {isGuest && asking === "ban" ? <p>{t("people.banGuest")}</p> : null}
        </Dialog>
      )}
    </>
  );
}

function item(
  id: string,
  label: string,
  onSelect: () => void,
  extra: Partial<MenuItem> = {},
): MenuItem {
  return { id, label, onSelect, ...extra };
}

/** Hours after which a role for this meeting ends at the latest. */
const MEETING = 8;

/** Microphones of all off, once; everybody may switch theirs on again. */
export function MuteAll({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { hosted, busy, showsBanned } = useCallPart(call, ({ moderation }) => moderation);
  const conference = useCallPart(call, ({ floor }) => floor.control?.isConference === true);
  if (!hosted) return null;
  return (
    <div className="call-people__all">
      <Button size="small" busy={busy} onClick={() => void call.moderate({ act: "mute-all" })}>
        {t("people.muteAll")}
      </Button>
      <Button
        size="small"
        busy={busy}
        onClick={() => void call.moderate({ act: "mute-all", exceptPresenters: true })}
      >
        {t("people.muteOthers")}
      </Button>
      {showsBanned && conference ? (
        <Button size="small" variant="quiet" onClick={() => call.showBanned()}>
          {t("people.showBanned")}
        </Button>
      ) : null}
    </div>
  );
}
