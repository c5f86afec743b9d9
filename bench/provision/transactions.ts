import { randomUUID } from "node:crypto";
import type { InstallationConfig } from "@plenum/model";
import { send } from "./rooms.ts";

/** Milliseconds of one run. */
const RUN = 3_000;
const EVENTS = 10;

/** How many transactions the appservice takes, sent one after the other as a homeserver does. */
export async function transactionsPerSecond(config: InstallationConfig): Promise<number> {
  const { url, hsToken: token } = config.appservice;
  const sender = `@bench:${config.serverName}`;
  const events = Array.from({ length: EVENTS }, (_, index) => ({
    type: "m.room.message",
    event_id: `$bench-${index}`,
    room_id: "!bench",
    sender,
    origin_server_ts: Date.now(),
    content: { msgtype: "m.text", body: "Messung" },
  }));
  let taken = 0;
  const started = performance.now();
  while (performance.now() - started < RUN) {
    const address = `${url}/_matrix/app/v1/transactions/bench-${randomUUID()}`;
    await send(address, { method: "PUT", token, body: { events } });
    taken += 1;
  }
  return (taken * 1000) / (performance.now() - started);
}
