import { createSocket } from "node:dgram";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { WebSocket, type RawData } from "ws";
import { ALL_ON, type InstallationConfig } from "@plenum/model";
import { ConferenceServer } from "../server.ts";
import type { Element } from "../xml/build.ts";
import {
  CONTROL_SECRET,
  ControlledServer,
  DOMAIN,
  MUC,
  TOKEN_SECRET,
} from "./controlled-server.ts";

export { DOMAIN, isFrom, joinPresence, MUC, type Person } from "./controlled-server.ts";

export const FOCUS = `focus@auth.${DOMAIN}`;
/** The media process as it stands in the source. */
export const MEDIA_FROM_SOURCE = {
  entry: fileURLToPath(new URL("../media/child.ts", import.meta.url)),
  execArgv: ["--import", "tsx"],
} as const;

/** A whole conference server on loopback, with its media process, and clients for it. */
export class Lab extends ControlledServer {
  readonly server: ConferenceServer;

  private constructor(server: ConferenceServer, port: number) {
    super(port);
    this.server = server;
  }

  /** @param more of the configuration's part about conferences */
  static async start(more: Partial<InstallationConfig["conference"]> = {}): Promise<Lab> {
    const config = configuration(await freeUdpPort());
    const server = new ConferenceServer({
      config: { ...config, conference: { ...config.conference, ...more } },
      media: MEDIA_FROM_SOURCE,
      logger: pino({ level: "silent" }),
    });
    const lab = new Lab(server, await server.start());
    await lab.ready();
    return lab;
  }

  async close(): Promise<void> {
    await this.server.close();
  }

  /** Waits until the media process is there. */
  async ready(): Promise<void> {
    for (;;) {
      const { status } = await fetch(`${this.url}/health`);
      if (status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Opens a bridge channel at this server, whatever the public address in the URL says. */
  async channel(publicUrl: string): Promise<Channel> {
    const { pathname, search } = new URL(publicUrl);
    return Channel.open(`ws://127.0.0.1:${this.port}${pathname}${search}`);
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
      tokenSecret: TOKEN_SECRET,
      tokenLifetime: 300,
      controlSecret: CONTROL_SECRET,
      mediaAddresses: ["127.0.0.1"],
      libraryUrl: unused,
    },
  };
}
