import type { DirectoryPage as Page, RoomPreview } from "@plenum/matrix";
import { Button, EmptyState, InlineMessage, SearchField, Skeleton } from "@plenum/ui";
import { ArrowLeft, Compass, Link2 } from "lucide-react";
import { useCallback, useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useSettled } from "../app/use-settled.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { parseRoomLink } from "../join/room-link.ts";
import { RoomPicture } from "../rooms/RoomAvatar.tsx";
import { joinRoomPath, roomPath } from "../routes.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import "./directory.css";

/** Rooms that stand open to those who look for them; a pasted link leads on at once. */
export default function DirectoryPage(): ReactNode {
  const { t } = useI18n();
  const [text, setText] = useState("");
  const term = useSettled(useDeferredValue(text.trim()));
  const link = parseRoomLink(text, window.location.origin);
  return (
    <div className="pl-directory">
      <header className="pl-directory__head">
        <Link href="/" className="pl-room__back ui-icon-button" aria-label={t("room.back")}>
          <ArrowLeft aria-hidden="true" />
        </Link>
        <h1>{t("directory.title")}</h1>
      </header>
      <SearchField label={t("directory.search")} value={text} onValue={setText} />
      {link === undefined ? (
        <Results key={term} term={term} />
      ) : (
        <Link href={joinRoomPath(link.room, link.via)} className="pl-found">
          <Link2 aria-hidden="true" />
          <span className="pl-found__text">{t("directory.openLink", { room: link.room })}</span>
        </Link>
      )}
    </div>
  );
}

function Results({ term }: { term: string }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [more, setMore] = useState<readonly Page[]>([]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const first = useLoaded(
    useCallback(async () => (await session.roomWork()).directory(term), [session, term]),
  );
  if (first.problem !== undefined) {
    return (
      <div className="pl-form">
        <InlineMessage tone="danger">
          {t(`problem.matrix.${failureCode(first.problem)}`)}
        </InlineMessage>
        <span>
          <Button onClick={first.retry}>{t("common.tryAgain")}</Button>
        </span>
      </div>
    );
  }
  if (first.value === undefined) {
    return (
      <div className="pl-list__skeleton" aria-busy="true">
        {["70%", "45%", "60%"].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    );
  }
  const pages = [first.value, ...more];
  const rooms = new Map(pages.flatMap((page) => page.rooms).map((room) => [room.id, room]));
  const next = pages.at(-1)?.next;
  const load = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    try {
      const page = await (await session.roomWork()).directory(term, next);
      setMore((before) => [...before, page]);
    } catch (error) {
      setFailed(t(`problem.matrix.${failureCode(error)}`));
    } finally {
      setBusy(false);
    }
  };
  if (rooms.size === 0) {
    return (
      <EmptyState
        icon={<Compass aria-hidden="true" />}
        title={t(term === "" ? "directory.emptyTitle" : "directory.nothingTitle")}
      >
        {t(term === "" ? "directory.emptyText" : "directory.nothingText")}
      </EmptyState>
    );
  }
  return (
    <>
      <output className="pl-small pl-muted">
        {t("directory.found", { count: first.value.total ?? rooms.size })}
      </output>
      <ul className="ui-list pl-directory__rooms">
        {[...rooms.values()].map((room) => (
          <li key={room.id}>
            <Found room={room} />
          </li>
        ))}
      </ul>
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
      {next === undefined ? null : (
        <span>
          <Button busy={busy} onClick={() => void load()}>
            {t("directory.more")}
          </Button>
        </span>
      )}
    </>
  );
}

function Found({ room }: { room: RoomPreview }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const known = useObservable(session.rooms).get(room.id)?.membership;
  const state =
    known === "join"
      ? t("directory.joined")
      : known === "knock"
        ? t("directory.asked")
        : t(`directory.rule.${room.rule}`);
  const href =
    known === "join" && !room.isSpace ? roomPath(room.id) : joinRoomPath(room.alias ?? room.id, []);
  return (
    <Link href={href} className="pl-found">
      <RoomPicture id={room.id} name={room.name} mxc={room.avatarMxc} size={36} />
      <span className="pl-found__text">
        <span className="pl-found__name">{room.name || t("directory.unnamed")}</span>
        {room.topic === undefined ? null : (
          <span className="pl-small pl-muted pl-found__topic">{room.topic}</span>
        )}
      </span>
      <span className="pl-small pl-muted pl-found__facts">
        {room.isSpace ? `${t("directory.space")} · ` : ""}
        {t("directory.people", { count: room.members })}
        {" · "}
        {state}
      </span>
    </Link>
  );
}
