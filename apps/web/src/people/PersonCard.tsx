import type { PersonProfile } from "@plenum/matrix";
import { isGuestUserId, parseUserId } from "@plenum/model";
import type { PersonSide } from "@plenum/model/migration";
import { Button, Skeleton, VisuallyHidden } from "@plenum/ui";
import { MessageSquare, Video } from "lucide-react";
import { Suspense, useCallback, useEffect } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useApp } from "../app/AppContext.tsx";
import { useObservable } from "../app/observable.ts";
import { useLoaded } from "../app/use-resource.ts";
import { encryptionTexts } from "../encryption/texts.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PresenceLine } from "../presence/PresenceLine.tsx";
import { usePeople, usePerson, usePresence } from "../presence/use-presence.ts";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { roomPath } from "../routes.ts";
import { ComingMark } from "../sides/ComingMark.tsx";
import { OldSystemLink } from "../sides/OldSystemLink.tsx";
import { useComing } from "../sides/use-coming.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { CardContactButtons } from "./CardContactButtons.tsx";
import { PersonName } from "./PersonName.tsx";
import { usePersonActions } from "./use-person-actions.ts";
import "./card.css";

const PersonTrust = lazyView(() => import("../encryption/PersonTrust.tsx"), encryptionTexts);

const SHOWN_ROOMS = 5;

/** Who somebody is, how to reach the person, and what one has in common. */
export default function PersonCard({
  userId,
  onDone,
}: {
  userId: string;
  /** The card has led elsewhere. */
  onDone: () => void;
}): ReactNode {
  const { t } = useI18n();
  const services = usePeople();
  const { session } = useWorkspace();
  const { profile, unavailable } = usePerson(userId);
  const presence = usePresence(userId);
  const coming = useComing(userId, true);
  const knownName = useKnownName(userId);
  const known = coming?.name ?? knownName;
  const server = parseServer(userId);
  const me = userId === session.userId;
  const person = (coming === undefined ? profile : undefined) ?? {
    displayName: known,
    server,
    isGuest: isGuestUserId(userId, server),
  };
  useEffect(() => services?.people.refresh(userId), [services, userId]);
  return (
    <div className="pl-card">
      <div className="pl-card__head">
        <PersonAvatar id={userId} name={person.displayName} mxc={profile?.avatarMxc} size={48} />
        <div className="pl-card__who">
          <h2>
            <PersonName person={person} />
          </h2>
          {coming ? <ComingMark person={coming} /> : null}
          {presence && !coming ? <PresenceLine presence={presence} long /> : null}
        </div>
      </div>
      {unavailable && !coming ? <p className="pl-muted pl-small">{t("card.unavailable")}</p> : null}
      {!profile && !unavailable && !coming ? (
        <div aria-busy="true">
          <VisuallyHidden>{t("card.loading")}</VisuallyHidden>
          <Skeleton width="70%" />
        </div>
      ) : null}
      {coming ? <ComingActions person={coming} /> : null}
      {me || coming ? null : (
        <CardActions userId={userId} name={person.displayName} guest={person.isGuest} />
      )}
      {profile && !coming ? <Details profile={profile} /> : null}
      {me || person.isGuest || coming ? null : (
        <Suspense>
          <PersonTrust userId={userId} />
        </Suspense>
      )}
      {me ? (
        <Link href="/settings" className="pl-card__link" onClick={onDone}>
          {t("card.editProfile")}
        </Link>
      ) : (
        <RoomsInCommon userId={userId} onDone={onDone} />
      )}
    </div>
  );
}

function parseServer(userId: string): string {
  try {
    return parseUserId(userId).server;
  } catch {
    return "";
  }
}

/** The name that a direct message has, until the profile is there. */
function useKnownName(userId: string): string {
  const { session } = useWorkspace();
  for (const room of session.rooms.get().values()) {
    if (room.directUserId === userId && room.name !== "") return room.name;
  }
  return userId.slice(1).split(":")[0] ?? userId;
}

/** Writing here would end in an invitation that nobody reads. */
function ComingActions({ person }: { person: PersonSide }): ReactNode {
  const { t } = useI18n();
  return (
    <>
      <p className="pl-muted">{t("card.coming", { name: person.name })}</p>
      <div className="pl-row">
        <OldSystemLink person={person} look="button" />
        <CardContactButtons userId={person.userId} name={person.name} />
      </div>
    </>
  );
}

function CardActions({
  userId,
  name,
  guest,
}: {
  userId: string;
  name: string;
  guest: boolean;
}): ReactNode {
  const { t } = useI18n();
  const { busy, write, call } = usePersonActions(userId);
  if (guest) return null;
  return (
    <div className="pl-row">
      <Button
        variant="primary"
        icon={<MessageSquare aria-hidden="true" />}
        busy={busy === "write"}
        onClick={write}
      >
        {t("card.write")}
      </Button>
      <Button icon={<Video aria-hidden="true" />} busy={busy === "call"} onClick={call}>
        {t("card.call")}
      </Button>
      <CardContactButtons userId={userId} name={name} />
    </div>
  );
}

function Details({ profile }: { profile: PersonProfile }): ReactNode {
  const { t, language } = useI18n();
  const { config } = useApp();
  const { session } = useWorkspace();
  // What an account of ours leaves out is our agency; for others nothing vouches but the server.
  const organisation =
    profile.organisation ??
    (profile.server === session.serverName && !profile.isGuest ? config.agency.name : undefined);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("card.organisation"), organisation],
    [t("card.function"), profile.function],
    [
      t("card.phone"),
      profile.phone === undefined ? undefined : (
        <a href={`tel:${profile.phone.replaceAll(/[^+0-9]/g, "")}`}>{profile.phone}</a>
      ),
    ],
    [
      t("card.mail"),
      profile.mail === undefined ? undefined : (
        <a href={`mailto:${profile.mail}`}>{profile.mail}</a>
      ),
    ],
    [
      t("card.localTime"),
      profile.timeZone === undefined
        ? undefined
        : t("card.localTimeIs", {
            time: new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
              hour: "2-digit",
              minute: "2-digit",
              timeZone: profile.timeZone,
            }).format(),
            zone: profile.timeZone.replaceAll("_", " "),
          }),
    ],
  ];
  const filled = rows.filter(([, value]) => value !== undefined);
  if (filled.length === 0) return null;
  return (
    <dl className="pl-card__details">
      {filled.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function RoomsInCommon({ userId, onDone }: { userId: string; onDone: () => void }): ReactNode {
  const { t } = useI18n();
  const services = usePeople();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const { value: ids } = useLoaded(
    useCallback(async () => (await services?.people.roomsWith(userId)) ?? [], [services, userId]),
  );
  const common = (ids ?? [])
    .map((id) => rooms.get(id))
    .filter((room) => room !== undefined)
    .filter((room) => !room.isDirect && !room.isSpace && room.membership === "join");
  if (common.length === 0) return null;
  return (
    <section>
      <h3 className="pl-card__title">{t("card.rooms")}</h3>
      <ul className="ui-list">
        {common.slice(0, SHOWN_ROOMS).map((room) => (
          <li key={room.id}>
            <Link href={roomPath(room.id)} className="pl-card__link" onClick={onDone}>
              {room.name}
            </Link>
          </li>
        ))}
      </ul>
      {common.length > SHOWN_ROOMS ? (
        <p className="pl-muted pl-small">
          {t("card.moreRooms", { count: common.length - SHOWN_ROOMS })}
        </p>
      ) : null}
    </section>
  );
}
