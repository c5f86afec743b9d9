import { el, escapeXML, type Element } from "../xml/build.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Session } from "../xmpp/session.ts";
import { messageContent, presenceContent } from "./presence-content.ts";

/** One endpoint in a room. Its nick is its endpoint id. */
export interface Occupant {
  readonly session: Session;
  readonly nick: string;
  readonly jid: string;
  /** Inside of its presence, serialised once for all receivers. */
  content: string;
}

/** Why somebody is put out of the room. */
export interface Removal {
  /** Nick of the moderator; absent when the server did it. */
  readonly actor?: string;
  readonly reason: string;
}

export interface RoomAddress {
  readonly name: string;
  readonly mucDomain: string;
  /** Bare address of the focus. */
  readonly focusUserJid: string;
}

/**
 * A MUC room with a focus in it, as Jitsi's library expects one: real addresses for everybody, the
 * role from the token, everything else of the presence passed on.
 */
export class Room {
  readonly jid: string;
  readonly focusJid: string;
  readonly #address: RoomAddress;
  readonly #occupants = new Map<string, Occupant>();
  #subject = "";

  constructor(address: RoomAddress) {
    this.#address = address;
    this.jid = `${address.name}@${address.mucDomain}`;
    this.focusJid = `${this.jid}/focus`;
  }

  get name(): string {
    return this.#address.name;
  }

  get size(): number {
    return this.#occupants.size;
  }

  occupants(): IterableIterator<Occupant> {
    return this.#occupants.values();
  }

  byNick(nick: string): Occupant | undefined {
    return this.#occupants.get(nick);
  }

  bySession(session: Session): Occupant | undefined {
    for (const occupant of this.#occupants.values()) {
      if (occupant.session === session) return occupant;
    }
    return undefined;
  }

  /** Lets somebody in: they see the focus and everybody, everybody sees them. */
  join(session: Session, nick: string, presence: Element): Occupant {
    const jid = `${this.jid}/${nick}`;
    const occupant: Occupant = {
      session,
      nick,
      jid,
      content: presenceContent(presence, session.identity, jid),
    };
    session.send(this.#focusPresence(session));
    for (const other of this.#occupants.values()) session.send(this.#presence(other, session));
    this.#occupants.set(nick, occupant);
    session.send(this.#presence(occupant, session, ["100", "110"]));
    session.send(this.#subjectMessage(session, this.jid));
    for (const other of this.#occupants.values()) {
      if (other !== occupant) other.session.send(this.#presence(occupant, other.session));
    }
    return occupant;
  }

  update(occupant: Occupant, presence: Element): void {
    occupant.content = presenceContent(presence, occupant.session.identity, occupant.jid);
    for (const other of this.#occupants.values()) {
      const self = other === occupant;
      other.session.send(this.#presence(occupant, other.session, self ? ["110"] : []));
    }
  }

  /** Takes somebody out, of their own accord or not. Others see a plain leave unless it is a kick. */
  leave(occupant: Occupant, removal?: Removal): void {
    if (this.#occupants.get(occupant.nick) !== occupant) return;
    occupant.session.send(this.#unavailable(occupant, occupant.session, removal));
    this.#occupants.delete(occupant.nick);
    for (const other of this.#occupants.values()) {
      const shown = removal?.actor === undefined ? undefined : removal;
      other.session.send(this.#unavailable(occupant, other.session, shown));
    }
  }

  /** Passes a group message on to everybody, its sender included. */
  broadcast(from: Occupant, message: Element): void {
    const content = messageContent(message, from.session.identity);
    if (content === "") return;
    const id = message.attrs["id"];
    for (const other of this.#occupants.values()) {
      other.session.send(this.#message(from.jid, other.session, "groupchat", id, content));
    }
  }

  whisper(from: Occupant, to: Occupant, message: Element): void {
    const content = messageContent(message, from.session.identity);
    if (content === "") return;
    to.session.send(this.#message(from.jid, to.session, "chat", message.attrs["id"], content));
  }

  setSubject(from: Occupant, subject: string): void {
    this.#subject = subject;
    for (const other of this.#occupants.values()) {
      other.session.send(this.#subjectMessage(other.session, from.jid));
    }
  }

  #presence(occupant: Occupant, to: Session, statuses: readonly string[] = []): string {
    const { session } = occupant;
    const [affiliation, role] = session.identity.moderator
      ? ["owner", "moderator"]
      : ["none", "participant"];
    return (
      `<presence xmlns="${NS.client}" from="${escapeXML(occupant.jid)}" to="${escapeXML(to.jid)}">` +
      occupant.content +
      `<x xmlns="${NS.mucUser}"><item affiliation="${affiliation}" role="${role}" jid="${escapeXML(session.jid)}"/>` +
      statuses.map((code) => `<status code="${code}"/>`).join("") +
      "</x></presence>"
    );
  }

  #unavailable(occupant: Occupant, to: Session, removal: Removal | undefined): string {
    const { session } = occupant;
    const x = el(
      "x",
      { xmlns: NS.mucUser },
      el(
        "item",
        {
          affiliation: session.identity.moderator ? "owner" : "none",
          role: "none",
          jid: session.jid,
        },
        removal?.actor === undefined ? undefined : el("actor", { nick: removal.actor }),
        removal === undefined ? undefined : el("reason", {}, removal.reason),
      ),
      removal === undefined ? undefined : el("status", { code: "307" }),
      to === session ? el("status", { code: "110" }) : undefined,
    );
    return el(
      "presence",
      { xmlns: NS.client, type: "unavailable", from: occupant.jid, to: to.jid },
      x,
    ).toString();
  }

  #focusPresence(to: Session): string {
    const { focusUserJid } = this.#address;
    return (
      `<presence xmlns="${NS.client}" from="${escapeXML(this.focusJid)}" to="${escapeXML(to.jid)}">` +
      `<conference-properties xmlns="${NS.focus}"><property key="support-terminate-restart" value="true"/></conference-properties>` +
      `<x xmlns="${NS.mucUser}"><item affiliation="owner" role="moderator" jid="${escapeXML(focusUserJid)}/focus"/></x>` +
      "</presence>"
    );
  }

  #message(
    from: string,
    to: Session,
    type: "groupchat" | "chat",
    id: string | undefined,
    content: string,
  ): string {
    const idAttribute = id === undefined ? "" : ` id="${escapeXML(id)}"`;
    return (
      `<message xmlns="${NS.client}" type="${type}"${idAttribute} from="${escapeXML(from)}" to="${escapeXML(to.jid)}">` +
      `${content}</message>`
    );
  }

  #subjectMessage(to: Session, from: string): string {
    return el(
      "message",
      { xmlns: NS.client, type: "groupchat", from, to: to.jid },
      el("subject", {}, this.#subject),
    ).toString();
  }
}
