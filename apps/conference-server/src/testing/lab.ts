import { createSocket } from "node:dgram";
import { fileURLToPath } from "node:url";
import { SignJWT } from "jose";
import { pino } from "pino";
import { WebSocket, type RawData } from "ws";
import { ALL_ON, type ControlWishBody, type InstallationConfig } from "@plenum/model";
import { ConferenceServer } from "../server.ts";
import type { Element } from "../xml/build.ts";
import { XmppClient } from "./xmpp-client.ts";

export const DOMAIN = "meet.example.org";
export const MUC = `conference.${DOMAIN}`;
export const FOCUS = `focus@auth.${DOMAIN}`;
const SECRET = "a secret of thirty-two characters";
export const CONTROL_SECRET = "the secret of the control interface";

/** Who a test client is. */
export interface Person {
  readonly name: string;
  readonly room: string;
  readonly moderator?: boolean;
  readonly device?: string;
  /** Seconds until the token's time is over; negative for one that is. */
  readonly lifetime?: number;
}

/** A whole conference server on loopback, with its media process, and clients for it. */
export class Lab {
  readonly server: ConferenceServer;
  readonly #port: number;

  private constructor(server: ConferenceServer, port: number) {
    this.server = server;
    this.#port = port;
  }

  static async start(): Promise<Lab> {
    const server = new ConferenceServer({
      config: configuration(await freeUdpPort()),
      media: {
        entry: fileURLToPath(new URL("../media/child.ts", import.meta.url)),
        execArgv: ["--import", "tsx"],
      },
      logger: pino({ level: "silent" }),
    });
    const lab = new Lab(server, await server.start());
    await lab.ready();
    return lab;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Waits until the media process is there. */
  async ready(): Promise<void> {
    for (;;) {
      const { status } = await fetch(`${this.url}/health`);
      if (status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async token(person: Person): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const lifetime = person.lifetime ?? 300;
    return new SignJWT({
      room: person.room,
      context: {
        user: {
          id: `@${person.name}:example.org`,
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
      .sign(new TextEncoder().encode(SECRET));
  }

  /** A socket with this person's token in its address; nothing has been said yet. */
  async socket(person: Person, parameters = ""): Promise<XmppClient> {
    const token = await this.token(person);
    return XmppClient.open(
      `ws://127.0.0.1:${this.#port}/xmpp-websocket?room=${person.room}&token=${token}${parameters}`,
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

  /** Opens a bridge channel at this server, whatever the public address in the URL says. */
  async channel(publicUrl: string): Promise<Channel> {
    const { pathname, search } = new URL(publicUrl);
    return Channel.open(`ws://127.0.0.1:${this.#port}${pathname}${search}`);
  }
}

/** A bridge channel of a test client. */
export class Channel {
  readonly socket: WebSocket;
  readonly #messages: object[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: RawData) => {
      this.#messages.push(JSON.parse((data as Buffer).toString("utf8")) as object);
    });
  }

  /** @throws Error with the HTTP status when the server refuses */
  static async open(url: string): Promise<Channel> {
    const socket = new WebSocket(url);
    const channel = new Channel(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return channel;
  }

  /** Messages of one class so far. */
  of(colibriClass: string): object[] {
    return this.#messages.filter(
      (message) => "colibriClass" in message && message.colibriClass === colibriClass,
    );
  }
}

/** The presence that enters a room. */
export function joinPresence(room: string, nick: string, inner = ""): string {
  return `<presence to="${room}@${MUC}/${nick}" xmlns="jabber:client"><x xmlns="http://jabber.org/protocol/muc"/>${inner}</presence>`;
}

export function isFrom(element: Element, from: string): boolean {
  return element.attrs["from"] === from;
}

/** Whether an IQ carries a Jingle request of this kind. */
export function isJingle(action: string): (element: Element) => boolean {
  return (element) => element.getChild("jingle")?.attrs["action"] === action;
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => {
    socket.bind(0, "127.0.0.1", resolve);
  });
  const { port } = socket.address();
  await new Promise<void>((resolve) => {
    socket.close(resolve);
  });
  return port;
}

function configuration(mediaPort: number): InstallationConfig {
  const unused = "unused";
  return {
    version: 1,
    serverName: "example.org",
    publicUrl: "https://plenum.example.org",
    listenHost: "127.0.0.1",
    dataDir: unused,
    agency: { name: "Lab", defaultLanguage: "de", switches: ALL_ON },
    ports: { origin: 1, synapse: 1, appservice: 1, conference: 0, postgres: 1, media: mediaPort },
    postgres: {
      host: unused,
      user: unused,
      password: unused,
      synapseDatabase: unused,
      appserviceDatabase: unused,
    },
    synapse: {
      url: "http://127.0.0.1",
      registrationSharedSecret: unused,
      macaroonSecretKey: unused,
      formSecret: unused,
    },
    appservice: {
      id: unused,
      url: "http://127.0.0.1",
      senderLocalpart: unused,
      asToken: unused,
      hsToken: unused,
      sessionSecret: unused,
      trustedHomeservers: {},
    },
    conference: {
      url: "http://127.0.0.1",
      domain: DOMAIN,
      mucDomain: MUC,
      focusDomain: `focus.${DOMAIN}`,
      focusUserJid: FOCUS,
      tokenIssuer: "plenum",
      tokenAudience: "jitsi",
      tokenSecret: SECRET,
      tokenLifetime: 300,
      controlSecret: CONTROL_SECRET,
      mediaAddresses: ["127.0.0.1"],
      libraryUrl: unused,
    },
  };
}
