import { WebSocket, type RawData } from "ws";
import type { Element } from "../xml/build.ts";
import { parseElement, STANZA_LIMITS } from "../xml/parse.ts";

const TIMEOUT_MS = 30_000;
/** The server may say more at once than a client may. */
const LIMITS = { ...STANZA_LIMITS, maxLength: 1_000_000, maxElements: 50_000 };

interface Waiter {
  readonly matches: (element: Element) => boolean;
  readonly resolve: (element: Element) => void;
}

/** A bare XMPP client over a WebSocket: sends text, waits for elements. For tests. */
export class XmppClient {
  readonly #socket: WebSocket;
  readonly #inbox: Element[] = [];
  readonly #waiters = new Set<Waiter>();
  #received = 0;
  #nextId = 1;
  jid = "";
  resumptionId = "";

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: RawData) => {
      // "stream" is the one prefix that the server uses, and that the strict parser refuses.
      const text = (data as Buffer).toString("utf8").replaceAll(/stream:|xmlns:stream/g, "stream_");
      this.#receive(parseElement(text, LIMITS));
    });
    socket.on("error", () => {});
  }

  static async open(url: string): Promise<XmppClient> {
    const socket = new WebSocket(url, "xmpp");
    const client = new XmppClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return client;
  }

  /** Opens the stream and shows the token of the URL. Resolves with `success` or `failure`. */
  async authenticate(domain: string): Promise<Element> {
    this.openStream(domain);
    await this.next((element) => element.name === "stream_features");
    this.send(`<auth mechanism="ANONYMOUS" xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>`);
    return this.next(({ name }) => name === "success" || name === "failure");
  }

  /** Authenticates, binds and enables stream management. */
  async login(domain: string): Promise<this> {
    await this.authenticate(domain);
    this.openStream(domain);
    await this.next((element) => element.name === "stream_features");
    this.send(
      `<iq id="bind" type="set" xmlns="jabber:client"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>`,
    );
    const bound = await this.next((element) => element.attrs["id"] === "bind");
    this.jid = bound.getChild("bind")?.getChildText("jid") ?? "";
    this.send(`<enable resume="true" xmlns="urn:xmpp:sm:3"/>`);
    const enabled = await this.next((element) => element.name === "enabled");
    this.resumptionId = enabled.attrs["id"] ?? "";
    this.#received = 0;
    return this;
  }

  openStream(domain: string): void {
    this.send(`<open to="${domain}" version="1.0" xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>`);
  }

  /** Stanzas received since stream management began: the `h` of a resume. */
  get handled(): number {
    return this.#received;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  sendBinary(data: Buffer): void {
    this.#socket.send(data);
  }

  /** Sends an IQ and waits for its answer. */
  async request(type: "get" | "set", to: string, payload: string): Promise<Element> {
    const id = `t${this.#nextId++}`;
    this.send(`<iq xmlns="jabber:client" type="${type}" id="${id}" to="${to}">${payload}</iq>`);
    return this.next((element) => element.name === "iq" && element.attrs["id"] === id);
  }

  /** The next element that matches, also one that has arrived already. Each is given out once. */
  async next(matches: (element: Element) => boolean): Promise<Element> {
    const index = this.#inbox.findIndex(matches);
    if (index !== -1) return this.#inbox.splice(index, 1)[0]!;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const seen = this.#inbox.map(String).join("\n");
        reject(new Error(`nothing that matches ${matches.toString()} came; there is:\n${seen}`));
      }, TIMEOUT_MS);
      const waiter: Waiter = {
        matches,
        resolve: (element) => {
          clearTimeout(timer);
          resolve(element);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  /** Whether such an element has arrived and was not asked for yet. */
  has(matches: (element: Element) => boolean): boolean {
    return this.#inbox.some(matches);
  }

  /** Resolves when the server has closed the socket. */
  async closed(): Promise<number> {
    if (this.#socket.readyState === this.#socket.CLOSED) return 0;
    return new Promise((resolve) => {
      this.#socket.once("close", resolve);
    });
  }

  /** Loses the socket without a word. */
  cut(): void {
    this.#socket.terminate();
  }

  #receive(element: Element): void {
    if (["iq", "message", "presence"].includes(element.name)) this.#received += 1;
    for (const waiter of this.#waiters) {
      if (!waiter.matches(element)) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(element);
      return;
    }
    this.#inbox.push(element);
  }
}
