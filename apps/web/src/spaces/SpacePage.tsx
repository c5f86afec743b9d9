import type { RoomSummary, SpaceEntry } from "@plenum/matrix";
import { powerForState, readRoomRights } from "@plenum/model";
import { Button, EmptyState, IconButton, InlineMessage, SearchField, Skeleton } from "@plenum/ui";
import { ArrowLeft, Boxes, Plus, Settings, UserPlus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { Link, useSearch } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { lazyView } from "../i18n/feature-texts.ts";
import { joinTexts } from "../join/texts.ts";
import { RoomAvatar } from "../rooms/RoomAvatar.tsx";
import { useRoomSettings } from "../rooms/use-room-settings.ts";
import { parseVia } from "../routes.ts";
import { failureCode } from "../session/failure.ts";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { AddRooms } from "./AddRooms.tsx";
import { SpaceRow } from "./SpaceRow.tsx";
import "../directory/directory.css";
import "./spaces.css";

const JoinRoom = lazyView(() => import("../join/JoinRoom.tsx"), joinTexts);

/** A space: what is in it, what of it one is in, and for those in charge how it is ordered. */
export default function SpacePage({ spaceId }: { spaceId: string }): ReactNode {
  const { session } = useWorkspace();
  const space = useObservable(session.rooms).get(spaceId);
  const ready = useObservable(session.roomsReady);
  const via = parseVia(useSearch());
  if (space?.membership === "join") return <Space key={space.id} space={space} />;
  return ready ? <JoinRoom room={spaceId} via={via} here /> : null;
}

function Space({ space }: { space: RoomSummary }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const dialogs = useDialogAddress();
  const settings = useRoomSettings(space.id);
  const [term, setTerm] = useState("");
  const [adding, setAdding] = useState(false);
  const children = space.children.join(" ");
  const { value, problem, retry } = useLoaded(
    useCallback(async () => {
      const work = await session.roomWork();
      // Asked again whenever the space contains something else.
      return children === "" ? [] : work.hierarchy(space.id);
    }, [session, space.id, children]),
  );
  const shown = useMemo(() => filtered(value ?? [], term), [value, term]);
  const siblings = useMemo(
    () => (value ?? []).flatMap((entry) => (entry.parent === space.id ? [entry.id] : [])),
    [value, space.id],
  );
  const mayEdit =
    settings !== undefined &&
    settings.ownPower >= powerForState(readRoomRights(settings.levels), "m.space.child");
  return (
    <div className="pl-directory">
      <header className="pl-directory__head">
        <Link href="/" className="pl-room__back ui-icon-button" aria-label={t("room.back")}>
          <ArrowLeft aria-hidden="true" />
        </Link>
        <RoomAvatar room={space} size={48} />
        <h1>{space.name}</h1>
        <IconButton
          label={t("people.invite")}
          icon={<UserPlus aria-hidden="true" />}
          onClick={() => dialogs.open("invite-people")}
        />
        <IconButton
          label={t("spacePage.settings")}
          icon={<Settings aria-hidden="true" />}
          onClick={() => dialogs.open("room-settings")}
        />
      </header>
      {space.topic === undefined ? null : <p>{space.topic}</p>}
      <div className="pl-row">
        <SearchField
          className="pl-space__search"
          label={t("spacePage.search")}
          value={term}
          onValue={setTerm}
        />
        {mayEdit ? (
          <Button icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
            {t("spacePage.add")}
          </Button>
        ) : null}
      </div>
      {problem === undefined ? null : (
        <div className="pl-row">
          <InlineMessage tone="danger">{t(`problem.matrix.${failureCode(problem)}`)}</InlineMessage>
          <Button size="small" onClick={retry}>
            {t("common.tryAgain")}
          </Button>
        </div>
      )}
      {value === undefined && problem === undefined ? (
        <div className="pl-list__skeleton" aria-busy="true">
          <Skeleton width="60%" />
          <Skeleton width="45%" />
        </div>
      ) : null}
      {value !== undefined && shown.length === 0 ? (
        <EmptyState
          icon={<Boxes aria-hidden="true" />}
          title={t(term === "" ? "spacePage.emptyTitle" : "spacePage.nothingTitle")}
        >
          {term === "" ? t("spacePage.emptyText") : undefined}
        </EmptyState>
      ) : null}
      <ul className="ui-list pl-directory__rooms">
        {shown.map((entry) => (
          <li key={`${entry.parent} ${entry.id}`}>
            <SpaceRow
              entry={entry}
              space={space}
              siblings={siblings}
              mayEdit={mayEdit && entry.parent === space.id}
              onChanged={retry}
            />
          </li>
        ))}
      </ul>
      {adding ? <AddRooms space={space} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function filtered(entries: readonly SpaceEntry[], term: string): readonly SpaceEntry[] {
  const wanted = term.trim().toLocaleLowerCase();
  return wanted === ""
    ? entries
    : entries.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
}
