import type { Observable } from "@plenum/matrix";
import type { Presence } from "@plenum/model";
import { Avatar, MenuButton, type MenuItem, Tooltip, useToast } from "@plenum/ui";
import { CalendarClock, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { PresenceSign } from "./PresenceMark.tsx";
import { STATUS_CHOICES } from "./status-choices.ts";
import { useAgency } from "./use-agency.ts";
import { usePeople } from "./use-presence.ts";

const UNKNOWN: Observable<Presence | undefined> = {
  get: () => undefined,
  subscribe: () => () => undefined,
};

/** Oneself at the foot of the rail: how one is seen, and a menu to change that. */
export function OwnStatus(): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const agency = useAgency();
  const dialogs = useDialogAddress();
  const { session } = useWorkspace();
  const services = usePeople();
  const { displayName } = useObservable(session.profile);
  const offline = useObservable(session.connection).kind === "offline";
  const presence = useObservable(services?.own ?? UNKNOWN);
  const state = offline ? "offline" : presence?.state;
  const word = offline
    ? t("presence.noConnection")
    : presence === undefined
      ? ""
      : t(`presence.${presence.state}`);
  const name = word === "" ? displayName : `${displayName}: ${word}`;
  const picture = (
    <span className="pl-presence-at">
      <Avatar id={session.userId} name={displayName} size={32} />
      {state === undefined ? null : <PresenceSign state={state} />}
    </span>
  );
  if (!agency.presence || services === undefined) {
    return (
      <Tooltip label={name} side="right">
        <span className="pl-rail__me">
          {picture}
          <span className="ui-visually-hidden">{name}</span>
        </span>
      </Tooltip>
    );
  }
  const set = (change: Parameters<typeof services.people.setOwnStatus>[0]): void => {
    services.people.setOwnStatus(change).catch((error: unknown) => {
      toast({ text: t(`problem.matrix.${failureCode(error)}`) });
    });
  };
  const items: readonly MenuItem[] = [
    ...STATUS_CHOICES.map((choice) => ({
      id: choice,
      label: capital(t(`presence.${choice}`)),
      icon: <PresenceSign state={choice} />,
      onSelect: () => set({ kind: "chosen", state: choice, text: "" }),
    })),
    {
      id: "automatic",
      label: t("presence.automatic"),
      icon: <RotateCcw aria-hidden="true" />,
      onSelect: () => set({ kind: "automatic" }),
    },
    {
      id: "more",
      label: t("presence.more"),
      icon: <CalendarClock aria-hidden="true" />,
      onSelect: () => dialogs.open("status"),
    },
  ];
  return (
    <MenuButton
      className="pl-rail__me"
      label={`${name}, ${t("presence.change")}`}
      icon={picture}
      items={items}
    />
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
