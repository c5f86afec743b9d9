import { createHmac } from "node:crypto";
import { conferenceTokenClaimsSchema, joinResponseSchema } from "@plenum/model";
import type { Page, WebSocketRoute } from "@playwright/test";
import { installation } from "./installation.ts";

/**
 * The page's first token for a call gets a much shorter life than the installation gives; later
 * ones are as they are. Signed with the installation's own key, so that the conference server
 * takes it, and takes it no more when it has run out.
 * @param lifetime seconds
 * @returns answers how many tokens were asked for, and when the first runs out (milliseconds since the epoch)
 */
export async function shortenFirstToken(
  page: Page,
  lifetime: number,
): Promise<() => { readonly asked: number; readonly firstEnds: number }> {
  let asked = 0;
  let firstEnds = Number.POSITIVE_INFINITY;
  await page.route("**/api/v1/conferences/*/join", async (route) => {
    asked += 1;
    const response = await route.fetch();
    if (asked > 1) {
      await route.fulfill({ response });
      return;
    }
    const answer = joinResponseSchema.parse(await response.json());
    const exp = Math.floor(Date.now() / 1000) + lifetime;
    firstEnds = exp * 1000;
    await route.fulfill({ response, json: { ...answer, token: resign(answer.token, exp) } });
  });
  return () => ({ asked, firstEnds });
}

/** The same claims with another end. */
function resign(token: string, exp: number): string {
  const [header, payload] = token.split(".");
  const claims = conferenceTokenClaimsSchema.parse(
    JSON.parse(Buffer.from(payload ?? "", "base64url").toString()),
  );
  const content = `${header}.${Buffer.from(JSON.stringify({ ...claims, exp })).toString("base64url")}`;
  const signature = createHmac("sha256", installation.conference.tokenSecret)
    .update(content)
    .digest("base64url");
  return `${content}.${signature}`;
}

/**
 * Puts a hand on the page's signalling connection.
 * @returns cuts it, as a changed network does; the page may connect again at once
 */
export async function holdSignalling(page: Page): Promise<() => Promise<void>> {
  let current: WebSocketRoute | undefined;
  await page.routeWebSocket(/\/xmpp-websocket/, (socket) => {
    socket.connectToServer();
    current = socket;
  });
  return async () => {
    await current?.close({ code: 3000, reason: "network changed" });
  };
}
