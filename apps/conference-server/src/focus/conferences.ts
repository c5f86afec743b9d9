import { randomUUID } from "node:crypto";
import type {
  ControlConferences,
  ControlMute,
  ControlParticipant,
  ControlWish,
} from "@plenum/model";
import type { Logger } from "pino";
import { EarlyWishes } from "../control/early-wishes.ts";
import type { Identity } from "../tokens/token-verifier.ts";
import { announcedSources } from "../muc/presence-content.ts";
import { Room, type Occupant } from "../muc/room.ts";
import type { EndpointEvent, MediaObserver, MediaPort } from "../media-process/media-process.ts";
import type { Element } from "../xml/build.ts";
import type { Session, SessionEnd, SessionObserver } from "../xmpp/session.ts";
import { Conference, type ConferenceSettings } from "./conference.ts";

export interface ConferencesSettings extends ConferenceSettings {
  readonly mucDomain: string;
  readonly focusUserJid: string;
  /** Seconds for which a token lives: how long a removed person's old token must be remembered. */
  readonly tokenLifetime: number;
  readonly maxOccupants: number;
}

export type JoinOutcome = "joined" | "conflict" | "full" | "revoked";

/** All running conferences: rooms with their focus. They exist while somebody is in them. */
export class Conferences implements SessionObserver, MediaObserver {
  readonly #settings: ConferencesSettings;
  readonly #logger: Logger;
  readonly #byRoom = new Map<string, Conference>();
  readonly #byId = new Map<string, Conference>();
  /** Where a session is: one room each. */
  readonly #places = new Map<Session, { conference: Conference; occupant: Occupant }>();
  /** Room and person → seconds since 1970; tokens issued until then are void. */
  readonly #revoked = new Map<string, number>();
  readonly #wishes = new EarlyWishes();
  readonly #incarnation = randomUUID();
  #media: MediaPort = {
    ready: false,
    allocate: () => Promise.reject(new Error("no media process")),
    send: () => {},
  };

  constructor(settings: ConferencesSettings, logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
  }

  /** Connects the media side, which in turn reports to this object. */
  useMedia(media: MediaPort): void {
    this.#media = media;
  }

  get occupantCount(): number {
    return this.#places.size;
  }

  get count(): number {
    return this.#byRoom.size;
  }

  placeOf(session: Session): { conference: Conference; occupant: Occupant } | undefined {
    return this.#places.get(session);
  }

  byId(id: string): Conference | undefined {
    return this.#byId.get(id);
  }

  /**
   * Lets a session into the room of its token. The same device of the same person replaces what it
   * left behind in the room: a second tab, or the tab before a reload.
   */
  join(session: Session, nick: string, presence: Element): JoinOutcome {
    const { identity } = session;
    if (this.isRevoked(identity)) return "revoked";
    const running = this.#byRoom.get(identity.room);
    if (running !== undefined) {
      this.#replaceSameDevice(running, session);
      const holder = running.room.byNick(nick);
      if (holder !== undefined) return "conflict";
      if (running.room.size >= this.#settings.maxOccupants) return "full";
    }
    const conference = this.#byRoom.get(identity.room) ?? this.#create(identity.room);
    const occupant = conference.admit(session, nick, presence);
    this.#places.set(session, { conference, occupant });
    this.#logger.info({ conference: conference.id, occupants: conference.room.size }, "joined");
    return "joined";
  }

  update(session: Session, presence: Element): void {
    const place = this.#places.get(session);
    if (place === undefined) return;
    place.conference.room.update(place.occupant, presence);
    place.conference.announced(place.occupant, announcedSources(presence, place.occupant.nick));
  }

  leave(session: Session): void {
    const place = this.#places.get(session);
    if (place !== undefined) this.#takeOut(place.conference, place.occupant);
  }

  /** A moderator puts somebody out. Their token is void from now on; a new one may be given. */
  kick(
    place: { conference: Conference; occupant: Occupant },
    nick: string,
    reason: string,
  ): boolean {
    const target = place.conference.room.byNick(nick);
    if (target === undefined) return false;
    this.#revoke(target.session.identity);
    this.#takeOut(place.conference, target, { actor: place.occupant.nick, reason });
    return true;
  }

  /** Puts everybody out of a room. */
  closeRoom(name: string): void {
    const conference = this.#byRoom.get(name);
    if (conference === undefined) return;
    for (const occupant of conference.room.occupants()) {
      this.#revoke(occupant.session.identity);
      this.#takeOut(conference, occupant, { reason: "closed" });
    }
  }

  /** Puts all devices of a person out of a room, and voids the tokens they hold for it. */
  removePerson(name: string, userId: string): void {
    this.#revokeKey(revocationKey(name, userId));
    const conference = this.#byRoom.get(name);
    if (conference === undefined) return;
    for (const occupant of conference.room.occupants()) {
      if (occupant.session.identity.userId !== userId) continue;
      this.#takeOut(conference, occupant, { reason: "removed" });
    }
  }

  /**
   * Says how a conference is to be. Kept for a while when nobody is there yet, and forgotten when
   * the conference has ended.
   */
  wish(name: string, wish: ControlWish): void {
    this.#byRoom.get(name)?.apply(wish);
    if (!this.#byRoom.has(name)) this.#wishes.keep(name, wish);
  }

  /** Asks all devices of a person to mute; one who is not there is fine. */
  mute(name: string, userId: string, wanted: ControlMute): void {
    this.#eachDevice(name, userId, (conference, occupant) => {
      for (const kind of wanted.kinds) conference.askToMute(occupant, kind);
      conference.tell(occupant, { what: "mute", ...wanted });
    });
  }

  /** Asks all devices of a person to switch something on; one who is not there is fine. */
  ask(name: string, userId: string, wanted: ControlMute): void {
    this.#eachDevice(name, userId, (conference, occupant) => {
      conference.tell(occupant, { what: "ask", ...wanted });
    });
  }

  #eachDevice(
    name: string,
    userId: string,
    act: (conference: Conference, occupant: Occupant) => void,
  ): void {
    const conference = this.#byRoom.get(name);
    if (conference === undefined) return;
    for (const occupant of conference.room.occupants()) {
      if (occupant.session.identity.userId === userId) act(conference, occupant);
    }
  }

  isRevoked(identity: Identity): boolean {
    const until = this.#revoked.get(revocationKey(identity.room, identity.userId));
    return until !== undefined && identity.issuedAt <= until;
  }

  list(): ControlConferences {
    return {
      incarnation: this.#incarnation,
      conferences: [...this.#byRoom.values()].map(({ room }) => ({
        name: room.name,
        participants: [...room.occupants()].map(participantOf),
      })),
    };
  }

  ended(session: Session, _why: SessionEnd): void {
    this.leave(session);
  }

  resumed(session: Session): void {
    const place = this.#places.get(session);
    place?.conference.resumed(place.occupant);
  }

  mediaReady(): void {
    for (const conference of this.#byId.values()) conference.mediaReady();
  }

  mediaLost(): void {
    for (const conference of this.#byId.values()) conference.mediaLost();
  }

  mediaEvent(event: EndpointEvent): void {
    this.#byId.get(event.conference)?.mediaEvent(event);
  }

  #create(name: string): Conference {
    const { mucDomain, focusUserJid } = this.#settings;
    const room = new Room({ name, mucDomain, focusUserJid });
    const conference = new Conference(room, this.#settings, this.#media, this.#logger);
    const wish = this.#wishes.take(name);
    if (wish !== undefined) conference.apply(wish);
    this.#byRoom.set(name, conference);
    this.#byId.set(conference.id, conference);
    this.#logger.info({ conference: conference.id }, "conference begins");
    return conference;
  }

  #takeOut(
    conference: Conference,
    occupant: Occupant,
    removal?: { readonly actor?: string; readonly reason: string },
  ): void {
    conference.room.leave(occupant, removal);
    conference.left(occupant);
    this.#places.delete(occupant.session);
    if (conference.room.size > 0) return;
    this.#byRoom.delete(conference.room.name);
    this.#byId.delete(conference.id);
    this.#logger.info({ conference: conference.id }, "conference ends");
  }

  #replaceSameDevice(conference: Conference, session: Session): void {
    const { userId, deviceId } = session.identity;
    if (deviceId === undefined) return;
    for (const occupant of conference.room.occupants()) {
      const other = occupant.session;
      if (other === session || other.identity.userId !== userId) continue;
      if (other.identity.deviceId !== deviceId) continue;
      this.#takeOut(conference, occupant, { reason: "replaced" });
    }
  }

  #revoke(identity: Identity): void {
    this.#revokeKey(revocationKey(identity.room, identity.userId));
  }

  #revokeKey(key: string): void {
    const now = Math.floor(Date.now() / 1_000);
    for (const [old, at] of this.#revoked) {
      // The longest life of a token, and room for clocks that differ.
      if (at + this.#settings.tokenLifetime + 60 < now) this.#revoked.delete(old);
    }
    this.#revoked.set(key, now);
  }
}

function revocationKey(room: string, userId: string): string {
  return `${room} ${userId}`;
}

function participantOf({
  nick,
  session: { identity },
  hand,
  treatment: { standing },
}: Occupant): ControlParticipant {
  return {
    endpointId: nick,
    userId: identity.userId,
    displayName: identity.displayName,
    moderator: standing.role === "moderator",
    ...(hand === undefined ? {} : { hand }),
    standing,
  };
}
