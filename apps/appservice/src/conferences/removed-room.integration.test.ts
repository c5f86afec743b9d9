import { guestLinkListSchema } from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { problemCode, Stack, until, type Person } from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let root: Person;
beforeAll(async () => {
  stack = await Stack.open();
  [anna, root] = await Promise.all([stack.colleague(), stack.administrator()]);
});

function admin(method: "POST" | "PUT" | "GET" | "DELETE", path: string, body?: object) {
  const url = new URL(`/_synapse/admin${path}`, stack.config.synapse.url).toString();
  return stack.ask(method, url, {
    bearer: root.accessToken,
    ...(body === undefined ? {} : { body }),
  });
}

describe("a room that the homeserver refuses to let anybody into", () => {
  it("gives the guest a clear answer, the link its use back, and keeps no account", async () => {
    const { roomId, bearer } = await stack.conference(anna);
    const link = await stack.guestLink(bearer, roomId, { maxUses: 1 });
    const path = `/v1/rooms/${encodeURIComponent(roomId)}/block`;
    expect((await admin("PUT", path, { block: true })).status).toBe(200);
    for (const name of ["Erika Eins", "Erika Eins"]) {
      const answer = await stack.enter(link.token, name);
      expect([answer.status, problemCode(answer)]).toEqual([410, "room-gone"]);
    }
    const links = `/api/v1/conferences/${encodeURIComponent(roomId)}/guest-links`;
    const list = await stack.ask("GET", links, { bearer });
    expect(guestLinkListSchema.parse(list.body).links).toMatchObject([{ id: link.id, uses: 0 }]);
    expect((await admin("PUT", path, { block: false })).status).toBe(200);
    expect((await stack.guest(link.token, "Erika Eins")).roomId).toBe(roomId);
  });
});

describe("a room that was removed", () => {
  it("is gone for the call, for guest links and for guests", async () => {
    const { roomId, bearer } = await stack.conference(anna);
    const link = await stack.guestLink(bearer, roomId);
    const guest = await stack.guest(link.token, "Gerd Gast");
    const room = encodeURIComponent(roomId);
    const started = await admin("DELETE", `/v2/rooms/${room}`, { purge: true, block: true });
    const { delete_id: id } = z.object({ delete_id: z.string() }).parse(started.body);
    await until(async () => {
      const { body } = await admin("GET", `/v2/rooms/delete_status/${id}`);
      const { status } = z.looseObject({ status: z.string() }).parse(body);
      if (status === "failed") throw new Error("the room could not be removed");
      return status === "complete" ? true : undefined;
    });
    const call = await stack.ask("POST", `/api/v1/conferences/${room}/join`, {
      bearer,
      body: { deviceId: anna.deviceId },
    });
    expect([call.status, problemCode(call)]).toEqual([410, "room-gone"]);
    const links = await stack.ask("GET", `/api/v1/conferences/${room}/guest-links`, { bearer });
    expect(problemCode(links)).toBe("room-gone");
    expect(problemCode(await stack.enter(link.token, "Noch einer"))).toBe("room-gone");
    // Removing the room has put the guest out, and with it his stay has ended.
    await until(async () => {
      const { status } = await stack.matrix(guest, "GET", "/account/whoami");
      return status === 401 ? true : undefined;
    });
  });
});
