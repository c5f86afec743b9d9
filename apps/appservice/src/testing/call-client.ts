import type { JoinResponse } from "@plenum/model";
import { WebSocket, type RawData } from "ws";

/**
 * Just enough of a Jitsi client to stand in a call: no media, no parser, only the steps of XMPP
 * over WebSocket (RFC 7395) up to the presence in the conference.
 */
export class CallClient {
  private text = "";
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly socket: WebSocket,
    /** Own address in the call. */
    private readonly place: string,
  ) {
    socket.on("message", (data: RawData) => {
      this.text += (data as Buffer).toString("utf8");
      for (const look of this.waiting) look();
    });
    socket.on("close", () => {
      for (const look of this.waiting) look();
    });
  }

  /** Enters the call that the answer of the join endpoint opens. */
  static async enter(call: JoinResponse, nick: string): Promise<CallClient> {
    const url = new URL(call.service.serviceUrl);
    url.searchParams.set("room", call.conferenceName);
    url.searchParams.set("token", call.token);
    const socket = new WebSocket(url, "xmpp");
    const room = `${call.conferenceName}@${call.service.mucDomain}`;
    const client = new CallClient(socket, `${room}/${nick}`);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    const { domain } = call.service;
    const open = `<open to="${domain}" version="1.0" xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>`;
    await client.say(open, /<mechanism>ANONYMOUS/);
    await client.say(
      `<auth mechanism="ANONYMOUS" xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>`,
      /<success/,
    );
    await client.say(open, /xmpp-bind/);
    await client.say(
      `<iq id="bind" type="set" xmlns="jabber:client"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>`,
      /<jid>/,
    );
    await client.say(
      `<iq xmlns="jabber:client" type="set" id="conf" to="${call.service.focusDomain}"><conference xmlns="http://jitsi.org/protocol/focus" room="${room}" machine-uid="${nick}"/></iq>`,
      /ready="true"/,
    );
    await client.say(
      `<presence to="${room}/${nick}" xmlns="jabber:client"><x xmlns="http://jabber.org/protocol/muc"/></presence>`,
      /code="110"/,
    );
    return client;
  }

  /** From here on what was said before does not count. */
  listenAnew(): void {
    this.text = "";
  }

  /** Resolves when the server has put this client out of the call. */
  putOut(): Promise<void> {
    return this.until(
      () =>
        /<presence[^>]*type="unavailable"/.test(this.text) ||
        this.socket.readyState === WebSocket.CLOSED,
    );
  }

  /** Resolves when the server has said something like that. */
  heard(pattern: RegExp): Promise<void> {
    return this.until(() => pattern.test(this.text));
  }

  /** Whether the server has said something since the last step of entering. */
  said(text: string): boolean {
    return this.text.includes(text);
  }

  /** Says as gateways do since when a hand is up. @param since milliseconds since 1970; undefined is down */
  hand(since: number | undefined): void {
    this.socket.send(
      `<presence to="${this.place}" xmlns="jabber:client"><jitsi_participant_raisedHand>${since ?? ""}</jitsi_participant_raisedHand></presence>`,
    );
  }

  close(): void {
    this.socket.terminate();
  }

  private async say(text: string, answer: RegExp): Promise<void> {
    this.text = "";
    this.socket.send(text);
    const refused = /<failure|type="error"/;
    await this.until(
      () =>
        answer.test(this.text) ||
        refused.test(this.text) ||
        this.socket.readyState === WebSocket.CLOSED,
    );
    if (!answer.test(this.text)) throw new Error("refused by the conference server");
  }

  private until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`waited in vain; last heard: ${this.text.slice(0, 500)}`));
      }, 40_000);
      const look = (): void => {
        if (!condition()) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }
}
