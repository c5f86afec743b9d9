import { SignJWT } from "jose";
import type { ControlWishBody } from "@plenum/model";
import type { Element } from "../xml/build.ts";
import { XmppClient } from "./xmpp-client.ts";

export const DOMAIN = "meet.example.org";
export const MUC = `conference.${DOMAIN}`;
export const TOKEN_SECRET = "a secret of thirty-two characters";
export const CONTROL_SECRET = "the secret of the control interface";

/** Who a test client is. */
export interface Person {
  readonly name: string;
  readonly room: string;
  readonly moderator?: boolean;
  readonly device?: string;
  /** Matrix user id, where it is not the name at this agency. */
  readonly id?: string;
  /** Seconds until the token's time is over; negative for one that is. */
  readonly lifetime?: number;
}

/** A server of conferences on loopback that takes tokens and has the control interface. */
export abstract class ControlledServer {
  /** TCP, of HTTP and WebSockets. */
  protected readonly port: number;

  protected constructor(port: number) {
    this.port = port;
  }

  abstract close(): Promise<void>;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async token(person: Person): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const lifetime = person.lifetime ?? 300;
    return new SignJWT({
      room: person.room,
      context: {
        user: {
          id: person.id ?? `@${person.name}:example.org`,
          name: person.name,
          moderator: person.moderator ?? false,
          device: person.device ?? person.name,
        },
      },
    })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("plenum")
      .setAudience("jitsi")
      .setSubject(DOMAIN)
      .setIssuedAt(Math.min(now, now + lifetime) - 1)
      .setExpirationTime(now + lifetime)
      .sign(new TextEncoder().encode(TOKEN_SECRET));
  }

  /** A socket with this person's token in its address; nothing has been said yet. */
  async socket(person: Person, parameters = ""): Promise<XmppClient> {
    const token = await this.token(person);
    return XmppClient.open(
      `ws://127.0.0.1:${this.port}/xmpp-websocket?room=${person.room}&token=${token}${parameters}`,
    );
  }

  async login(person: Person): Promise<XmppClient> {
    return (await this.socket(person)).login(DOMAIN);
  }

  /** Somebody who has joined the room and seen themself there. */
  async join(person: Person, nick: string): Promise<XmppClient> {
    const client = await this.login(person);
    client.send(joinPresence(person.room, nick));
    await client.next((element) => isFrom(element, `${person.room}@${MUC}/${nick}`));
    return client;
  }

  /** A telephone that has joined. What brings it is let in with a token here, without one elsewhere. */
  async phone(room: string, nick: string, name: string): Promise<XmppClient> {
    return this.join({ name, room, id: `@${nick}:phone.invalid` }, nick);
  }

  async control(
    method: string,
    path: string,
    secret = CONTROL_SECRET,
    body?: object,
  ): Promise<Response> {
    return fetch(`${this.url}/control/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Says how a conference is to be. */
  async wish(room: string, wish: ControlWishBody): Promise<void> {
    const { status } = await this.control("PUT", `conferences/${room}`, CONTROL_SECRET, wish);
    if (status !== 204) throw new Error(`the wish was answered with ${status}`);
  }
}

/** The presence that enters a room. */
export function joinPresence(room: string, nick: string, inner = ""): string {
  return `<presence to="${room}@${MUC}/${nick}" xmlns="jabber:client"><x xmlns="http://jabber.org/protocol/muc"/>${inner}</presence>`;
}

export function isFrom(element: Element, from: string): boolean {
  return element.attrs["from"] === from;
}
