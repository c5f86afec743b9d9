import type { Turn } from "@plenum/model";
import type { Logger } from "pino";
import type { Conference } from "../focus/conference.ts";
import type { Conferences } from "../focus/conferences.ts";
import { isModerator, type Occupant } from "../muc/room.ts";
import { el, type Element } from "../xml/build.ts";
import { discoInfo, roomInfo } from "./disco.ts";
import { externalServices } from "./external-services.ts";
import { parseJid, type Jid } from "./jid.ts";
import { NS } from "./namespaces.ts";
import type { Session } from "./session.ts";
import { errorReply, resultReply, type StanzaCondition } from "./stanza-errors.ts";

export interface RouterSettings {
  readonly domain: string;
  readonly mucDomain: string;
  readonly focusDomain: string;
  /** Bare address of the focus user. */
  readonly focusUserJid: string;
  /** Servers that relay media, for libraries that ask for them over XMPP. */
  readonly turn?: Turn | undefined;
}

const ENDPOINT_ID = /^[0-9a-f]{8}$/;

/** Characters of what a client may keep in its presence. */
const MAX_PRESENCE = 16_384;
const MAX_SUBJECT = 500;

/** What a stanza to a room means for the one who sent it. */
interface Place {
  readonly conference: Conference;
  readonly occupant: Occupant;
}

/** Sends every stanza of a bound client where it belongs, and answers what nobody takes. */
export class StanzaRouter {
  readonly #settings: RouterSettings;
  readonly #conferences: Conferences;
  readonly #logger: Logger;

  constructor(settings: RouterSettings, conferences: Conferences, logger: Logger) {
    this.#settings = settings;
    this.#conferences = conferences;
    this.#logger = logger;
  }

  route(session: Session, stanza: Element): void {
    if (stanza.name === "presence") this.#presence(session, stanza);
    else if (stanza.name === "message") this.#message(session, stanza);
    else this.#iq(session, stanza);
  }

  #presence(session: Session, presence: Element): void {
    const { to, type } = presence.attrs;
    if (type === "unavailable") {
      this.#conferences.leave(session);
      return;
    }
    if (to === undefined || type !== undefined) return;
    const jid = parseJid(to);
    const { room } = session.identity;
    if (jid === null || jid.domain !== this.#settings.mucDomain || jid.node !== room) {
      this.#logger.warn("join refused: not the room of the token");
      session.send(errorReply(presence, session.jid, "not-allowed", "token-wrong-room"));
      return;
    }
    if (presence.toString().length > MAX_PRESENCE) {
      session.send(errorReply(presence, session.jid, "policy-violation"));
      return;
    }
    const place = this.#conferences.placeOf(session);
    if (place !== undefined) {
      // A change of the nick would change the endpoint: not supported.
      if (place.occupant.nick === jid.resource) this.#conferences.update(session, presence);
      else session.send(errorReply(presence, session.jid, "not-acceptable"));
      return;
    }
    if (!ENDPOINT_ID.test(jid.resource)) {
      session.send(errorReply(presence, session.jid, "not-acceptable"));
      return;
    }
    switch (this.#conferences.join(session, jid.resource, presence)) {
      case "joined":
        return;
      case "conflict":
        session.send(errorReply(presence, session.jid, "conflict"));
        return;
      case "full":
        // The library tells the user that the room is full.
        session.send(errorReply(presence, session.jid, "service-unavailable"));
        return;
      case "revoked":
        session.send(errorReply(presence, session.jid, "not-allowed", "token-revoked"));
    }
  }

  #message(session: Session, message: Element): void {
    const place = this.#conferences.placeOf(session);
    const jid = parseJid(message.attrs["to"] ?? "");
    if (message.attrs["type"] === "error") return;
    if (place === undefined || jid === null || !this.#isRoom(jid, place)) {
      session.send(errorReply(message, session.jid, "not-acceptable"));
      return;
    }
    const { room } = place.conference;
    if (jid.resource !== "") {
      const target = room.byNick(jid.resource);
      if (target === undefined) session.send(errorReply(message, session.jid, "item-not-found"));
      else room.whisper(place.occupant, target, message);
      return;
    }
    const subject = message.getChildText("subject");
    if (subject !== null && message.getChild("body") === undefined) {
      if (isModerator(place.occupant))
        room.setSubject(place.occupant, subject.slice(0, MAX_SUBJECT));
      else session.send(errorReply(message, session.jid, "forbidden"));
      return;
    }
    if (place.conference.mayChat(place.occupant)) room.broadcast(place.occupant, message);
    else session.send(errorReply(message, session.jid, "forbidden"));
  }

  #iq(session: Session, iq: Element): void {
    const { type } = iq.attrs;
    const jid = parseJid(iq.attrs["to"] ?? this.#settings.domain);
    const place = this.#conferences.placeOf(session);
    if (type === "result" || type === "error") {
      if (jid !== null && place !== undefined) this.#relayAnswer(place, jid, iq);
      return;
    }
    if (type !== "get" && type !== "set") {
      session.send(errorReply(iq, session.jid, "bad-request"));
      return;
    }
    const payload = iq.getChildElements()[0];
    const answer =
      jid === null || payload === undefined
        ? "bad-request"
        : this.#answer(session, place, jid, iq, payload);
    if (answer === "relayed") return;
    const reply =
      typeof answer === "string"
        ? errorReply(iq, session.jid, answer)
        : resultReply(iq, session.jid, answer ?? undefined);
    if (place !== undefined && answer === null && isSourceAdd(payload)) {
      void this.#sendWhenSettled(session, place, reply);
    } else {
      session.send(reply);
    }
  }

  async #sendWhenSettled(session: Session, place: Place, reply: Element): Promise<void> {
    await place.conference.settled(place.occupant);
    session.send(reply);
  }

  /** The payload of the result (null for an empty one), or the error, or "relayed". */
  #answer(
    session: Session,
    place: Place | undefined,
    jid: Jid,
    iq: Element,
    payload: Element,
  ): Element | null | StanzaCondition | "relayed" {
    const { domain, mucDomain, focusDomain, focusUserJid } = this.#settings;
    const bare = jid.node === "" ? jid.domain : `${jid.node}@${jid.domain}`;
    if (jid.domain === mucDomain) {
      if (jid.node === "") return domainAnswer(payload, this.#settings);
      if (jid.node !== session.identity.room) return "forbidden";
      return this.#answerInRoom(place, jid, iq, payload);
    }
    if (bare === focusUserJid || jid.domain === focusDomain) {
      return payload.is("conference", NS.focus)
        ? this.#conferenceRequest(session, payload)
        : domainAnswer(payload, this.#settings);
    }
    if (jid.domain === domain && (jid.node === "" || iq.attrs["to"] === session.jid)) {
      return domainAnswer(payload, this.#settings);
    }
    return "service-unavailable";
  }

  #answerInRoom(
    place: Place | undefined,
    jid: Jid,
    iq: Element,
    payload: Element,
  ): Element | null | StanzaCondition | "relayed" {
    if (jid.resource === "") {
      if (payload.is("query", NS.discoInfo)) return roomInfo(place?.conference.room.size ?? 0);
      if (payload.is("ping", NS.ping)) return null;
      if (place === undefined) return "not-acceptable";
      if (payload.is("query", NS.mucAdmin)) return this.#administer(place, payload);
      // Room locks and other settings are not the library's to change: the Matrix room decides.
      return "not-allowed";
    }
    if (place === undefined) return "not-acceptable";
    if (jid.resource === "focus") return this.#answerAsFocus(place, payload);
    const target = place.conference.room.byNick(jid.resource);
    if (target === undefined) return "item-not-found";
    if (!payload.is("query", NS.discoInfo) && !payload.is("ping", NS.ping)) {
      return "service-unavailable";
    }
    relay(place.occupant, target, iq);
    return "relayed";
  }

  #answerAsFocus(
    { conference, occupant }: Place,
    payload: Element,
  ): Element | null | StanzaCondition {
    if (payload.is("jingle", NS.jingle)) return conference.jingle(occupant, payload);
    const kind = muteKind(payload);
    if (kind === null) return domainAnswer(payload, this.#settings);
    if (!isModerator(occupant)) return "forbidden";
    const target = conference.room.byNick(parseJid(payload.attrs["jid"] ?? "")?.resource ?? "");
    if (target === undefined) return "item-not-found";
    // Nobody can open somebody else's microphone.
    if (payload.getText() !== "true") return "not-allowed";
    conference.askToMute(target, kind, occupant);
    return null;
  }

  #administer(place: Place, query: Element): null | StanzaCondition {
    if (!isModerator(place.occupant)) return "forbidden";
    const item = query.getChild("item");
    const nick = item?.attrs["nick"];
    // Roles come from the Matrix room by way of the token; only putting out is left.
    if (item === undefined || nick === undefined || item.attrs["role"] !== "none") {
      return "not-allowed";
    }
    const reason = (item.getChildText("reason") ?? "").slice(0, MAX_SUBJECT);
    return this.#conferences.kick(place, nick, reason) ? null : "item-not-found";
  }

  #conferenceRequest(session: Session, payload: Element): Element | StanzaCondition {
    const room = payload.attrs["room"] ?? "";
    const jid = parseJid(room);
    if (jid?.node !== session.identity.room || jid.domain !== this.#settings.mucDomain) {
      // The library gives up at this one; at any other error it would ask again and again.
      return "not-authorized";
    }
    return el(
      "conference",
      {
        xmlns: NS.focus,
        room: `${jid.node}@${jid.domain}`,
        ready: "true",
        focusjid: this.#settings.focusUserJid,
      },
      el("property", { name: "authentication", value: "false" }),
      el("property", { name: "visitors-supported", value: "false" }),
    );
  }

  #relayAnswer(place: Place, jid: Jid, iq: Element): void {
    if (!this.#isRoom(jid, place) || jid.resource === "focus") return;
    const target = place.conference.room.byNick(jid.resource);
    if (target !== undefined) relay(place.occupant, target, iq);
  }

  #isRoom(jid: Jid, place: Place): boolean {
    return jid.domain === this.#settings.mucDomain && jid.node === place.conference.room.name;
  }
}

function relay(from: Occupant, to: Occupant, iq: Element): void {
  const copy = el("iq", {
    xmlns: NS.client,
    type: iq.attrs["type"],
    id: iq.attrs["id"],
    from: from.jid,
    to: to.session.jid,
  });
  for (const child of iq.getChildElements()) copy.cnode(child);
  to.session.send(copy);
}

function isSourceAdd(payload: Element | undefined): boolean {
  return payload?.is("jingle", NS.jingle) === true && payload.attrs["action"] === "source-add";
}

function muteKind(payload: Element): "audio" | "video" | null {
  if (payload.is("mute", NS.muteAudio)) return "audio";
  if (payload.is("mute", NS.muteVideo)) return "video";
  return null;
}

function domainAnswer(
  payload: Element,
  { domain, turn }: Pick<RouterSettings, "domain" | "turn">,
): Element | null | StanzaCondition {
  if (payload.is("ping", NS.ping)) return null;
  if (payload.is("query", NS.discoInfo)) return discoInfo(payload.attrs["node"], domain);
  if (payload.is("query", NS.discoItems)) return el("query", { xmlns: NS.discoItems });
  for (const namespace of [NS.extdisco2, NS.extdisco1]) {
    if (payload.is("services", namespace)) {
      return externalServices(turn, namespace, payload.attrs["type"]);
    }
  }
  return "service-unavailable";
}
