import type { RoomSummary, SpaceEntry } from "@plenum/matrix";
import { Button, MenuButton } from "@plenum/ui";
import { ArrowDown, ArrowUp, EllipsisVertical, Star, StarOff, Trash2 } from "lucide-react";
import { useState } from "react";
import type { CSSProperties, ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { waysIn } from "../join/ways-in.ts";
import { RoomPicture } from "../rooms/RoomAvatar.tsx";
import { useRoomAct } from "../rooms/use-room-act.ts";
import { joinRoomPath, roomPath, spacePath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { moved } from "./moved.ts";

/** A room or space inside a space: open it, enter it, and for those in charge its place. */
export function SpaceRow({
  entry,
  space,
  siblings,
  mayEdit,
  onChanged,
}: {
  entry: SpaceEntry;
  space: RoomSummary;
  /** Ids of what is seen of the space, in its order. */
  siblings: readonly string[];
  mayEdit: boolean;
  onChanged: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const known = useObservable(session.rooms).get(entry.id);
  const name = (known?.name ?? entry.name) || t("spacePage.unnamed");
  const joined = known?.membership === "join";
  const facts = [
    entry.isSpace ? t("spacePage.space") : "",
    t("spacePage.people", { count: entry.members }),
    entry.suggested ? t("spacePage.suggested") : "",
  ].filter((part) => part !== "");
  const text = (
    <>
      <RoomPicture id={entry.id} name={name} mxc={entry.avatarMxc} size={36} />
      <span className="pl-found__text">
        <span className="pl-found__name">{name}</span>
        <span className="pl-small pl-muted pl-found__topic">
          {[...facts, entry.topic ?? ""].filter((part) => part !== "").join(" · ")}
        </span>
      </span>
    </>
  );
  return (
    <div className="pl-space__row" style={{ "--pl-depth": entry.depth } as CSSProperties}>
      {joined ? (
        <Link
          href={entry.isSpace ? spacePath(entry.id) : roomPath(entry.id)}
          className="pl-found pl-space__entry"
        >
          {text}
        </Link>
      ) : (
        <span className="pl-found pl-space__entry">{text}</span>
      )}
      {joined ? (
        <span className="pl-small pl-muted">{t("spacePage.joined")}</span>
      ) : (
        <Enter entry={entry} name={name} membership={known?.membership ?? entry.membership} />
      )}
      {mayEdit ? (
        <EditMenu
          entry={entry}
          name={name}
          space={space}
          siblings={siblings}
          onChanged={onChanged}
        />
      ) : null}
    </div>
  );
}

function Enter({
  entry,
  name,
  membership,
}: {
  entry: SpaceEntry;
  name: string;
  membership: SpaceEntry["membership"];
}): ReactNode {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const act = useRoomAct();
  const [busy, setBusy] = useState(false);
  const ways = waysIn(membership, entry.rule);
  if (membership === "knock") return <span className="pl-small">{t("spacePage.asked")}</span>;
  if (ways.join && !ways.knock) {
    const join = async (): Promise<void> => {
      setBusy(true);
      await act(async (work) => work.join(entry.id, entry.via));
      setBusy(false);
    };
    return (
      <Button
        size="small"
        busy={busy}
        aria-label={t("spacePage.joinRoom", { room: name })}
        onClick={() => void join()}
      >
        {t("spacePage.join")}
      </Button>
    );
  }
  if (!ways.knock) return <span className="pl-small pl-muted">{t("spacePage.closed")}</span>;
  return (
    <Button
      size="small"
      aria-label={t("spacePage.askRoom", { room: name })}
      onClick={() => navigate(joinRoomPath(entry.id, entry.via))}
    >
      {t("spacePage.ask")}
    </Button>
  );
}

function EditMenu({
  entry,
  name,
  space,
  siblings,
  onChanged,
}: {
  entry: SpaceEntry;
  name: string;
  space: RoomSummary;
  siblings: readonly string[];
  onChanged: () => void;
}): ReactNode {
  const { t } = useI18n();
  const act = useRoomAct();
  const change = async (run: Parameters<typeof act>[0]): Promise<void> => {
    if (await act(run)) onChanged();
  };
  const move = (by: -1 | 1) => ({
    id: by < 0 ? "up" : "down",
    label: t(by < 0 ? "spacePage.up" : "spacePage.down"),
    icon: by < 0 ? <ArrowUp aria-hidden="true" /> : <ArrowDown aria-hidden="true" />,
    disabled: moved(space.children, entry.id, by, siblings) === space.children,
    onSelect: () =>
      void change(async (work) =>
        work.orderSpace(space.id, moved(space.children, entry.id, by, siblings)),
      ),
  });
  return (
    <MenuButton
      label={t("spacePage.edit", { room: name })}
      size="small"
      icon={<EllipsisVertical aria-hidden="true" />}
      items={[
        {
          id: "suggested",
          label: t(entry.suggested ? "spacePage.unsuggest" : "spacePage.suggest"),
          icon: entry.suggested ? <StarOff aria-hidden="true" /> : <Star aria-hidden="true" />,
          onSelect: () =>
            void change(async (work) => work.setSuggested(space.id, entry.id, !entry.suggested)),
        },
        move(-1),
        move(1),
        {
          id: "remove",
          label: t("spacePage.remove"),
          icon: <Trash2 aria-hidden="true" />,
          danger: true,
          onSelect: () => void change(async (work) => work.removeFromSpace(space.id, entry.id)),
        },
      ]}
    />
  );
}
