import { controlWishSchema, type ControlWish } from "@plenum/model";
import { treatmentUnder, type Treatment } from "../control/plan.ts";
import { el, escapeXML, type Element } from "../xml/build.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Session } from "../xmpp/session.ts";
import { handIn, messageContent, presenceContent } from "./presence-content.ts";

/** One endpoint in a room. Its nick is its endpoint id. */
export interface Occupant {
  readonly session: Session;
  readonly nick: string;
  readonly jid: string;
  /** Inside of its presence, serialised once for all receivers. */
  content: string;
  /** Since when its own hand is up, milliseconds since 1970. */
  hand: number | undefined;
  /** Role and rights, and whether others see it: from the token and the wish for the conference. */
  treatment: Treatment;
}

/** Whether one is there for another: listeners of a lecture are for moderators alone. */
export function sees(viewer: Occupant, other: Occupant): boolean {
  return !other.treatment.hidden || viewer === other || isModerator(viewer);
}

export function isModerator(occupant: Occupant): boolean {
  return occupant.treatment.standing.role === "moderator";
}

/** What is wished where nobody has wished anything. */
export const NO_WISH: ControlWish = controlWishSchema.parse({});

/** Occupants from which on changes of presence are gathered. */
const GATHER_FROM = 30;
/** Milliseconds for which they are gathered: three changes at a join become one. */
const GATHER_MS = 50;
/** Milliseconds between two tellings of how many listen. */
const COUNT_EVERY_MS = 1_000;

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
 * role from token and wish, everything else of the presence passed on. The listeners of a lecture
 * are seen by moderators alone; the others are told their number.
 */
export class Room {
  readonly jid: string;
  readonly focusJid: string;
  readonly #address: RoomAddress;
  readonly #occupants = new Map<string, Occupant>();
  /** Whose changed presence the others have not been told yet. */
  readonly #changed = new Set<Occupant>();
  #gathering: NodeJS.Timeout | undefined;
  #counting: NodeJS.Timeout | undefined;
  #listeners = 0;
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

  /** Lets somebody in: they see the focus and everybody they may see, and are seen by who may. */
  join(
    session: Session,
    nick: string,
    presence: Element,
    treatment: Treatment = ordinary(session),
  ): Occupant {
    const jid = `${this.jid}/${nick}`;
    const occupant: Occupant = {
      session,
      nick,
      jid,
      content: presenceContent(presence, session.identity, jid),
      hand: handIn(presence, Date.now()),
      treatment,
    };
    session.send(this.#focusPresence(session));
    for (const other of this.#occupants.values()) {
      if (sees(occupant, other)) session.send(this.#presence(other, session));
    }
    this.#occupants.set(nick, occupant);
    session.send(this.#presence(occupant, session, ["100", "110"]));
    session.send(this.#subjectMessage(session, this.jid));
    this.#announce(occupant);
    this.#recount();
    return occupant;
  }

  update(occupant: Occupant, presence: Element): void {
    occupant.content = presenceContent(presence, occupant.session.identity, occupant.jid);
    // A hand that only says that it is up has been so since it first said it.
    const hand = handIn(presence, Date.now());
    occupant.hand = hand === undefined ? undefined : Math.min(hand, occupant.hand ?? hand);
    occupant.session.send(this.#presence(occupant, occupant.session, ["110"]));
    this.#announce(occupant);
  }

  /**
   * Treats people otherwise from now on. Who comes into sight is shown before `between`, so that
   * their sources may be told there, and who goes out of sight leaves after it.
   */
  restate(changes: ReadonlyMap<Occupant, Treatment>, between: () => void): void {
    this.flush();
    const gone: [Occupant, Occupant][] = [];
    const shown: [Occupant, Occupant][] = [];
    const roles = new Set<Occupant>();
    const pairs: [Occupant, Occupant, boolean][] = [];
    for (const other of this.#occupants.values()) {
      const concerned = changes.has(other) ? this.#occupants.values() : changes.keys();
      for (const viewer of concerned) pairs.push([viewer, other, sees(viewer, other)]);
    }
    for (const [occupant, treatment] of changes) {
      if (occupant.treatment.standing.role !== treatment.standing.role) roles.add(occupant);
      occupant.treatment = treatment;
    }
    for (const [viewer, other, before] of pairs) {
      const now = sees(viewer, other);
      if (now && (!before || roles.has(other))) shown.push([viewer, other]);
      if (before && !now) gone.push([viewer, other]);
    }
    for (const [viewer, other] of shown) {
      const self = viewer === other;
      viewer.session.send(this.#presence(other, viewer.session, self ? ["110"] : []));
    }
    between();
    for (const [viewer, other] of gone) {
      viewer.session.send(this.#unavailable(other, viewer.session, undefined));
    }
    this.#recount();
  }

  /** Takes somebody out, of their own accord or not. Others see a plain leave unless it is a kick. */
  leave(occupant: Occupant, removal?: Removal): void {
    if (this.#occupants.get(occupant.nick) !== occupant) return;
    this.#changed.delete(occupant);
    occupant.session.send(this.#unavailable(occupant, occupant.session, removal));
    this.#occupants.delete(occupant.nick);
    for (const other of this.#occupants.values()) {
      if (!sees(other, occupant)) continue;
      const shown = removal?.actor === undefined ? undefined : removal;
      other.session.send(this.#unavailable(occupant, other.session, shown));
    }
    this.#recount();
  }

  /** Tells what has been gathered: before anything that takes it for known. */
  flush(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    for (const occupant of this.#changed) this.#show(occupant);
    this.#changed.clear();
  }

  #announce(occupant: Occupant): void {
    if (this.#occupants.size < GATHER_FROM) {
      this.#show(occupant);
      return;
    }
    this.#changed.add(occupant);
    this.#gathering ??= setTimeout(() => {
      this.flush();
    }, GATHER_MS);
  }

  #show(occupant: Occupant): void {
    for (const other of this.#occupants.values()) {
      if (other !== occupant && sees(other, occupant)) {
        other.session.send(this.#presence(occupant, other.session));
      }
    }
  }

  /** Says in the presence of the focus how many listen unseen, when that has changed. */
  #recount(): void {
    if (this.#occupants.size === 0) {
      clearTimeout(this.#counting);
      this.#counting = undefined;
      return;
    }
    if (this.#countListeners() === this.#listeners) return;
    this.#counting ??= setTimeout(() => {
      this.#counting = undefined;
      const listeners = this.#countListeners();
      if (listeners === this.#listeners) return;
      this.#listeners = listeners;
      for (const { session } of this.#occupants.values())
        session.send(this.#focusPresence(session));
    }, COUNT_EVERY_MS);
  }

  #countListeners(): number {
    let count = 0;
    for (const { treatment } of this.#occupants.values()) if (treatment.hidden) count += 1;
    return count;
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
    const [affiliation, role] = isModerator(occupant)
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
          affiliation: isModerator(occupant) ? "owner" : "none",
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
      `<conference-properties xmlns="${NS.focus}"><property key="support-terminate-restart" value="true"/>` +
      (this.#listeners === 0
        ? ""
        : `<property key="plenum-listeners" value="${this.#listeners}"/>`) +
      "</conference-properties>" +
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

/** How somebody is treated where nothing is wished. */
function ordinary({ identity }: Session): Treatment {
  return treatmentUnder(NO_WISH, identity.userId, identity.role);
}
