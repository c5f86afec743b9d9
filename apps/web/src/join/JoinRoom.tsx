import type { RoomPreview } from "@plenum/matrix";
import { Button, EmptyState, InlineMessage, Skeleton, TextField } from "@plenum/ui";
import { ArrowLeft, DoorOpen, Lock, Users } from "lucide-react";
import { Suspense, useCallback, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useLoaded } from "../app/use-resource.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { lobbyTexts } from "../lobby/texts.ts";
import { RoomPicture } from "../rooms/RoomAvatar.tsx";
import { roomPath, spacePath } from "../routes.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { previewOfSummary, waysIn } from "./ways-in.ts";
import "./join.css";

const WaitingBefore = lazyView(() => import("../lobby/WaitingBefore.tsx"), lobbyTexts);

/** A room that one is not in: what may be known of it, and the ways in. */
export default function JoinRoom({
  room,
  via,
  here = false,
}: {
  /** Id or alias. */
  room: string;
  via: readonly string[];
  /** It stands at the room's own address, which shows the room as soon as one is in it. */
  here?: boolean;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const known = useObservable(session.rooms).get(room);
  const ways = via.join(" ");
  const { value, problem, retry } = useLoaded(
    useCallback(async () => {
      const work = await session.roomWork();
      return work.preview(room, ways === "" ? [] : ways.split(" "));
    }, [session, room, ways]),
  );
  // Of a room elsewhere the server may know no more than the invitation says.
  const preview = value ?? (problem === undefined ? undefined : previewOfSummary(known));
  // Just made or entered: the list is about to have it.
  const arriving = here && preview?.membership === "join" && known?.membership !== "join";
  if (preview !== undefined && !arriving) {
    return <Preview key={preview.id} preview={preview} via={via} here={here} />;
  }
  if (problem === undefined || arriving) {
    return (
      <div className="pl-join" aria-busy="true">
        <Skeleton width="40%" />
        <Skeleton width="60%" />
      </div>
    );
  }
  const code = failureCode(problem);
  const reason =
    code === "forbidden" ? "forbidden" : code === "not-found" || code === "unknown" ? "gone" : "";
  return (
    <EmptyState
      headingLevel={1}
      icon={<DoorOpen aria-hidden="true" />}
      title={t("joinRoom.noneTitle")}
      actions={
        <>
          {reason === "" ? <Button onClick={retry}>{t("common.tryAgain")}</Button> : null}
          <Button onClick={() => navigate("/")}>{t("room.toList")}</Button>
        </>
      }
    >
      {reason === ""
        ? t(`problem.matrix.${code}`)
        : t(reason === "gone" ? "joinRoom.gone" : "joinRoom.forbidden")}
    </EmptyState>
  );
}

function Preview({
  preview,
  via,
  here,
}: {
  preview: RoomPreview;
  via: readonly string[];
  here: boolean;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const known = useObservable(session.rooms).get(preview.id);
  const [busy, setBusy] = useState<string>();
  const [failed, setFailed] = useState<string>();
  const [asked, setAsked] = useState(false);
  // Stays until it is decided, and told: the list hears of it in its own time.
  const [waiting, setWaiting] = useState(preview.membership === "knock");
  // Of an ordinary room, or of another agency's: the list alone says how it goes on.
  const [noLobby, setNoLobby] = useState(false);
  const [entered, setEntered] = useState(false);
  const [reason, setReason] = useState("");
  // The list knows it sooner than the server's description of the room.
  const membership = known?.membership ?? (asked ? "leave" : preview.membership);
  const ways = waysIn(membership, preview.rule);
  const address = preview.isSpace ? spacePath(preview.id) : roomPath(preview.id);
  const inside = known?.membership === "join";
  useEffect(() => {
    // Only now the list has it, and its address shows the room itself.
    if (entered && inside) navigate(address, { replace: true });
  }, [entered, inside, address, navigate]);

  const act = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    setBusy(what);
    setFailed(undefined);
    try {
      await work();
    } catch (error) {
      const code = failureCode(error);
      setFailed(t(code === "forbidden" ? "joinRoom.refused" : `problem.matrix.${code}`));
    } finally {
      setBusy(undefined);
    }
  };
  const join = (): Promise<void> =>
    act("join", async () => {
      await (await session.roomWork()).join(preview.id, via);
      setEntered(true);
    });
  const knock = (): Promise<void> =>
    act("knock", async () => {
      await (await session.roomWork()).knock(preview.id, via, reason);
      setAsked(true);
      setWaiting(true);
    });

  if ((waiting || membership === "knock") && !inside && !noLobby && !preview.isSpace) {
    return (
      <Suspense>
        <WaitingBefore
          preview={preview}
          via={via}
          onEntered={() => setEntered(true)}
          onUnknown={() => setNoLobby(true)}
          onEnd={() => {
            setWaiting(false);
            setAsked(true);
          }}
        />
      </Suspense>
    );
  }
  return (
    <section className="pl-join" aria-labelledby="join-room-name">
      {here ? (
        <Link href="/" className="pl-join__back ui-icon-button" aria-label={t("room.back")}>
          <ArrowLeft aria-hidden="true" />
        </Link>
      ) : null}
      <RoomPicture id={preview.id} name={preview.name} mxc={preview.avatarMxc} size={96} />
      <h1 id="join-room-name">{preview.name === "" ? t("joinRoom.unnamed") : preview.name}</h1>
      {preview.alias === undefined ? null : <p className="pl-muted">{preview.alias}</p>}
      {preview.topic === undefined ? null : <p>{preview.topic}</p>}
      <p className="pl-row pl-muted">
        {preview.members === 0 ? null : (
          <>
            <Users aria-hidden="true" />
            {t("joinRoom.people", { count: preview.members })}
          </>
        )}
        {preview.encrypted ? (
          <>
            <Lock aria-hidden="true" />
            {t("room.encrypted")}
          </>
        ) : null}
      </p>
      <p>
        {membership === "invite" && known?.inviterName !== undefined
          ? t("joinRoom.invitedBy", { name: known.inviterName })
          : t(`joinRoom.way.${ways.sentence}`)}
      </p>
      {ways.open && !here ? (
        <Button variant="primary" onClick={() => navigate(address, { replace: true })}>
          {t(preview.isSpace ? "joinRoom.openSpace" : "joinRoom.open")}
        </Button>
      ) : null}
      {ways.knock ? (
        <form
          className="pl-form pl-join__ask"
          onSubmit={(event) => {
            event.preventDefault();
            void knock();
          }}
        >
          <TextField
            label={t("joinRoom.reason")}
            description={t("joinRoom.reasonText")}
            value={reason}
            maxLength={300}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" variant="primary" busy={busy === "knock"}>
            {t("joinRoom.knock")}
          </Button>
        </form>
      ) : null}
      {ways.join ? (
        <Button
          variant={ways.knock ? "secondary" : "primary"}
          busy={busy === "join" || entered}
          onClick={() => void join()}
        >
          {t(ways.knock ? "joinRoom.joinAsMember" : "joinRoom.join")}
        </Button>
      ) : null}
      {ways.withdraw ? (
        <Button
          busy={busy === "withdraw"}
          onClick={() => void act("withdraw", async () => session.leaveRoom(preview.id))}
        >
          {t(membership === "invite" ? "joinRoom.decline" : "joinRoom.withdraw")}
        </Button>
      ) : null}
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
    </section>
  );
}
