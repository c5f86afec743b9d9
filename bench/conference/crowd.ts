import type { ControlWishBody } from "@plenum/model";
import { focusOf, sessionAccept } from "../../apps/conference-server/src/testing/jingle.ts";
import {
  DOMAIN,
  isFrom,
  isJingle,
  joinPresence,
  MUC,
} from "../../apps/conference-server/src/testing/lab.ts";
import { XmppClient } from "../../apps/conference-server/src/testing/xmpp-client.ts";
import type { Talker } from "../router/processes.ts";
import type { ServerCommand, ServerEvent } from "./messages.ts";

export interface CrowdResult {
  /** Milliseconds from opening the socket to the answered invitation, sorted. */
  readonly joins: readonly number[];
  /** CPU seconds of signalling for all joins. */
  readonly joinCpu: number;
  /** Memory that the crowd costs, and all of it, in megabytes. */
  readonly grownMb: number;
  readonly memoryMb: number;
  /** Milliseconds until the last one was shown somebody who got the floor; absent in a meeting. */
  readonly floorMs?: number;
}

type Server = Talker<ServerCommand, ServerEvent>;

/** People who join at the same time. */
const AT_ONCE = 10;
const SSRCS_EACH = 10;

/** Lets so many people into one conference and, in a lecture, gives one of them the floor. */
export async function fill(
  server: Server,
  url: string,
  options: { readonly room: string; readonly people: number; readonly lecture: boolean },
): Promise<CrowdResult> {
  const { room, people, lecture } = options;
  if (lecture) await wish(server, room, { mode: "stage", stage: [userId(0)] });
  const before = await usage(server);
  const joins: number[] = [];
  const clients: XmppClient[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < people; index = next++) {
      const started = performance.now();
      clients[index] = await enter(server, url, room, index);
      joins.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const after = await usage(server);
  const floorMs = lecture ? await giveFloor(server, room, clients) : undefined;
  for (const client of clients) client.cut();
  return {
    joins: joins.toSorted((a, b) => a - b),
    joinCpu: after.cpuSeconds - before.cpuSeconds,
    grownMb: (after.rssBytes - before.rssBytes) / 1e6,
    memoryMb: after.rssBytes / 1e6,
    ...(floorMs === undefined ? {} : { floorMs }),
  };
}

async function giveFloor(
  server: Server,
  room: string,
  clients: readonly XmppClient[],
): Promise<number> {
  const speaker = 1;
  const started = performance.now();
  const shown = clients.map(async (client, index) => {
    if (index !== speaker) {
      await client.next(
        (element) =>
          isJingle("source-add")(element) && element.toString().includes(`/${nickOf(speaker)}"`),
      );
    }
  });
  await wish(server, room, { mode: "stage", stage: [userId(0), userId(speaker)] });
  await Promise.all(shown);
  return performance.now() - started;
}

async function enter(
  server: Server,
  url: string,
  room: string,
  index: number,
): Promise<XmppClient> {
  const name = `p${index}`;
  server.send({ type: "token", person: { name, room } });
  const { token } = await server.next(
    (event): event is Extract<ServerEvent, { type: "token" }> =>
      event.type === "token" && event.name === name,
  );
  const socket = `${url.replace("http", "ws")}/xmpp-websocket?room=${room}&token=${token}`;
  const client = await (await XmppClient.open(socket)).login(DOMAIN);
  const nick = nickOf(index);
  client.send(joinPresence(room, nick));
  await client.next((element) => isFrom(element, `${room}@${MUC}/${nick}`));
  const invitation = await client.next(isJingle("session-initiate"));
  const sid = invitation.getChild("jingle")?.attrs["sid"] ?? "";
  await client.request("set", focusOf(room), sessionAccept(sid, nick, 10_000 + index * SSRCS_EACH));
  // What the library says when its tracks are there.
  client.send(joinPresence(room, nick, "<audiomuted>false</audiomuted>"));
  client.send(
    joinPresence(room, nick, "<audiomuted>false</audiomuted><videomuted>false</videomuted>"),
  );
  return client;
}

async function wish(server: Server, room: string, body: ControlWishBody): Promise<void> {
  const done = server.next(
    (event): event is Extract<ServerEvent, { type: "wished" }> => event.type === "wished",
  );
  server.send({ type: "wish", room, wish: body });
  await done;
}

async function usage(server: Server): Promise<Extract<ServerEvent, { type: "usage" }>> {
  server.send({ type: "usage" });
  return server.next(
    (event): event is Extract<ServerEvent, { type: "usage" }> => event.type === "usage",
  );
}

function userId(index: number): string {
  return `@p${index}:example.org`;
}

function nickOf(index: number): string {
  return (0xa000_0000 + index).toString(16);
}
