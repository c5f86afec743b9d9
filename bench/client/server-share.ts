import type { InstallationConfig } from "@plenum/model";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { BigAccount } from "../seed/account.ts";

const loginSchema = z.object({ access_token: z.string() });

async function timed(run: () => Promise<Response>): Promise<[number, unknown]> {
  const start = performance.now();
  const response = await run();
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return [performance.now() - start, body];
}

/** What the homeserver alone takes, asked with plain requests; milliseconds, one entry a request. */
export interface ServerShare {
  readonly signIn: readonly number[];
  readonly firstSync: readonly number[];
  readonly messages: readonly number[];
  readonly send: readonly number[];
}

/** Measures the homeserver's own share through the same origin that the client uses. */
export async function serverShare(
  config: InstallationConfig,
  account: BigAccount,
  runs: number,
): Promise<ServerShare> {
  const share = { signIn: [], firstSync: [], messages: [], send: [] } as Record<
    keyof ServerShare,
    number[]
  >;
  const base = `${config.publicUrl}/_matrix/client`;
  for (let run = 0; run < runs; run += 1) {
    const [signIn, answer] = await timed(() =>
      fetch(`${base}/v3/login`, {
        method: "POST",
        body: JSON.stringify({
          type: "m.login.password",
          identifier: { type: "m.id.user", user: account.localpart },
          password: account.password,
        }),
      }),
    );
    const { access_token: token } = loginSchema.parse(answer);
    const call = (method: string, path: string, body?: object): Promise<Response> =>
      fetch(`${base}${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const big = `/v3/rooms/${encodeURIComponent(account.bigRoomId)}`;
    const list = {
      ranges: [[0, 19]],
      required_state: [
        ["m.room.name", ""],
        ["m.room.member", "$LAZY"],
      ],
      timeline_limit: 1,
    };
    const [firstSync] = await timed(() =>
      call("POST", "/unstable/org.matrix.simplified_msc3575/sync", { lists: { all: list } }),
    );
    const [messages] = await timed(() => call("GET", `${big}/messages?dir=b&limit=40`));
    const [send] = await timed(() =>
      call("PUT", `${big}/send/m.room.message/${randomUUID()}`, {
        msgtype: "m.notice",
        body: "Messung des Servers allein",
      }),
    );
    await call("POST", "/v3/logout", {});
    share.signIn.push(signIn);
    share.firstSync.push(firstSync);
    share.messages.push(messages);
    share.send.push(send);
  }
  return share;
}
