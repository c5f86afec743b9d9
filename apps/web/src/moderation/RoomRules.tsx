import {
  conferenceRoleSchema,
  moderationStateSchema,
  roleMay,
  type ConferenceAct,
  type ModerationActBody,
  type ModerationState,
} from "@plenum/model";
import { Button, InlineMessage, Skeleton, Switch } from "@plenum/ui";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { useNames } from "./use-names.ts";

const LOCKS = [
  ["room", "lock-room"],
  ["chat", "lock-chat"],
  ["audio", "lock-microphones"],
  ["video", "lock-cameras"],
  ["desktop", "lock-screens"],
] as const;
/** Rows of the table that people ask for; the handbook has all. */
const SHOWN = [
  "listen",
  "speak",
  "write",
  "share-screen",
  "speak-when-locked",
  "invite",
  "mute",
  "remove",
  "change-role",
] as const satisfies readonly ConferenceAct[];

/** Locks of a conference room, roles that end with the meeting, and who may do what. */
export default function RoomRules({ handle }: Pick<PanelProps, "handle">): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [changed, setChanged] = useState<ModerationState>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const path = `/api/v1/conferences/${encodeURIComponent(handle.id)}/moderation`;
  const { value, problem, retry } = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.authorised({ method: "GET", path, signal, answer: moderationStateSchema }),
      [api, path],
    ),
  );
  const state = changed ?? value;
  const act = async (body: ModerationActBody): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    try {
      setChanged(
        await api.authorised({ method: "POST", path, body, answer: moderationStateSchema }),
      );
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  if (problem !== undefined) {
    return (
      <InlineMessage tone="danger">
        {problemText(problem)}{" "}
        <Button size="small" variant="quiet" onClick={retry}>
          {t("common.tryAgain")}
        </Button>
      </InlineMessage>
    );
  }
  if (state === undefined) return <Skeleton width="80%" />;
  return (
    <div className="pl-form">
      {LOCKS.map(([lock, name]) => {
        const may = state.isConference && state.may.includes(name);
        return (
          <Switch
            key={lock}
            label={t(`moderation.allow.${lock}`)}
            description={may ? t(`moderation.hint.${lock}`) : t("moderation.mayNot")}
            checked={!state.locks[lock]}
            disabled={busy || !may}
            onChange={(allowed) => void act({ act: name, locked: !allowed })}
          />
        );
      })}
      {failed === undefined ? null : (
        <InlineMessage tone="danger">{problemText(failed)}</InlineMessage>
      )}
      <Temporary handle={handle} state={state} busy={busy} act={act} />
      <Table />
    </div>
  );
}

function Temporary({
  handle,
  state,
  busy,
  act,
}: {
  handle: PanelProps["handle"];
  state: ModerationState;
  busy: boolean;
  act: (body: ModerationActBody) => Promise<void>;
}): ReactNode {
  const { t } = useI18n();
  const nameOf = useNames(handle);
  if (state.temporary.length === 0) return null;
  return (
    <section>
      <h3 className="pl-people__title">{t("moderation.temporary")}</h3>
      <ul className="ui-list">
        {state.temporary.map(({ userId, role }) => (
          <li key={userId} className="pl-person">
            <span className="pl-person__name">
              {nameOf(userId)} · {t(`moderation.role.${role}`)}
            </span>
            <Button
              size="small"
              disabled={busy || !state.may.includes("change-role")}
              aria-label={t("moderation.endOf", { name: nameOf(userId) })}
              onClick={() => void act({ act: "change-role", userId, role: "participant" })}
            >
              {t("moderation.end")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who may do what, from the one table. */
function Table(): ReactNode {
  const { t } = useI18n();
  return (
    <details>
      <summary>{t("moderation.table")}</summary>
      <ul className="ui-list">
        {SHOWN.map((name) => (
          <li key={name}>
            <b>{t(`moderation.act.${name}`)}</b>{" "}
            {conferenceRoleSchema.options
              .filter((role) => roleMay(name, role))
              .map((role) => t(`moderation.role.${role}`))
              .join(", ")}
          </li>
        ))}
      </ul>
    </details>
  );
}
