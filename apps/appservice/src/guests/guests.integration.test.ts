import { randomBytes } from "node:crypto";
import {
  conferenceRoomName,
  guestLinkListSchema,
  guestLinkPreviewSchema,
  joinResponseSchema,
} from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import {
  inMinutes,
  problemCode,
  Stack,
  until,
  type Answer,
  type Person,
} from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let bernd: Person;
let roomId: string;
let bearer: string;
beforeAll(async () => {
  stack = await Stack.open();
  [anna, bernd] = await Promise.all([
    stack.colleague("Anna Schmidt"),
    stack.colleague("Bernd Vogel"),
  ]);
  ({ roomId, bearer } = await stack.conference(anna, {
    title: "Bürgersprechstunde",
    invite: [bernd.userId],
  }));
  await stack.joinRoom(bernd, roomId);
});

function linksPath(room = roomId): string {
  return `/api/v1/conferences/${encodeURIComponent(room)}/guest-links`;
}

async function memberOf(room: string, userId: string): Promise<unknown> {
  const path = `/rooms/${encodeURIComponent(room)}/state/m.room.member/${encodeURIComponent(userId)}`;
  return (await stack.matrix(anna, "GET", path)).body;
}

/** Status of a request that any live session may make. */
async function whoami(session: { readonly accessToken: string }): Promise<number> {
  return (await stack.matrix(session, "GET", "/account/whoami")).status;
}

describe("a guest link", () => {
  it("is shown with its address once, and listed without it", async () => {
    const link = await stack.guestLink(bearer, roomId, { label: "Presse", maxUses: 3 });
    expect(link.url).toBe(`${stack.config.publicUrl}/join/${link.token}`);
    expect(Buffer.from(link.token, "base64url").length).toBeGreaterThanOrEqual(16);
    const list = await stack.ask("GET", linksPath(), { bearer });
    const listed = guestLinkListSchema.parse(list.body).links.find(({ id }) => id === link.id);
    expect(listed).toMatchObject({ label: "Presse", maxUses: 3, uses: 0, revoked: false });
    expect(JSON.stringify(list.body)).not.toContain(link.token);
  });

  it("shows a guest the title, and nothing about the people", async () => {
    const { token } = await stack.guestLink(bearer, roomId);
    const answer = await stack.ask("GET", `/api/v1/guest-links/${token}`);
    expect(guestLinkPreviewSchema.parse(answer.body)).toMatchObject({
      title: "Bürgersprechstunde",
      agency: stack.config.agency.name,
    });
    expect(JSON.stringify(answer.body)).not.toContain(anna.userId);
  });

  it("is made by moderators of that room alone", async () => {
    const body = { expiresAt: inMinutes(5), maxUses: 1 };
    const outsider = await stack.session(await stack.colleague());
    const participant = await stack.session(bernd);
    const ordinary = await stack.room(anna);
    expect(
      await Promise.all(
        [
          stack.ask("POST", linksPath(), { bearer: participant, body }),
          stack.ask("GET", linksPath(), { bearer: participant }),
          stack.ask("POST", linksPath(), { bearer: outsider, body }),
          stack.ask("POST", linksPath(ordinary), { bearer, body }),
          stack.ask("POST", linksPath(), { bearer, body: { ...body, expiresAt: inMinutes(-1) } }),
        ].map(async (answer) => problemCode(await answer)),
      ),
    ).toEqual(["forbidden", "forbidden", "not-a-member", "not-a-conference", "invalid-request"]);
  });

  it("does not open before its time", async () => {
    const { token } = await stack.guestLink(bearer, roomId, { notBefore: inMinutes(30) });
    const answer = await stack.enter(token, "Erika");
    expect([answer.status, problemCode(answer)]).toEqual([403, "guest-link-not-yet"]);
  });

  it("does not open after its time", async () => {
    const expiresAt = new Date(Date.now() + 8_000).toISOString();
    const { token } = await stack.guestLink(bearer, roomId, { expiresAt });
    const answer = await until(async () => {
      const seen = await stack.ask("GET", `/api/v1/guest-links/${token}`);
      return seen.status === 200 ? undefined : seen;
    });
    expect([answer.status, problemCode(answer)]).toEqual([410, "guest-link-expired"]);
    expect(problemCode(await stack.enter(token, "Erika"))).toBe("guest-link-expired");
  });

  it("gives its last use to exactly one of two who come at once", async () => {
    const link = await stack.guestLink(bearer, roomId, { maxUses: 1 });
    const answers = await Promise.all(
      ["Ulrike Eins", "Volker Zwei", "Wanda Drei"].map((name) => stack.enter(link.token, name)),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([
      201, 410, 410,
    ]);
    const refused = answers.filter((answer) => answer.status !== 201);
    expect(refused.map(problemCode)).toEqual(["guest-link-used-up", "guest-link-used-up"]);
    expect(problemCode(await stack.enter(link.token, "Xaver Vier"))).toBe("guest-link-used-up");
  });
});

// Straight to the appservice, as the proxy does: the address is the one that the proxy names.
function guess(address: string): Promise<Answer> {
  const token = randomBytes(24).toString("base64url");
  return stack.ask("GET", `${stack.config.appservice.url}/api/v1/guest-links/${token}`, {
    headers: { "x-forwarded-for": address },
  });
}

describe("guessing", () => {
  it("ends after ten wrong codes from one address, even with a right one", async () => {
    const { token } = await stack.guestLink(bearer, roomId);
    const site = `2001:db8:${randomBytes(2).toString("hex")}`;
    const address = `${site}:1::1`;
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      expect(problemCode(await guess(address))).toBe("guest-link-unknown");
    }
    const eleventh = await guess(`${site}:1::2`);
    expect([eleventh.status, problemCode(eleventh)]).toEqual([429, "too-many-attempts"]);
    expect(Number(eleventh.headers.get("retry-after"))).toBeGreaterThan(0);
    const right = await stack.ask(
      "GET",
      `${stack.config.appservice.url}/api/v1/guest-links/${token}`,
      { headers: { "x-forwarded-for": address } },
    );
    expect(right.status).toBe(429);
    expect(problemCode(await guess(`${site}:2::1`))).toBe("guest-link-unknown");
  });

  it("cannot hide behind an address of its own choice", async () => {
    const chosen = `2001:db8:${randomBytes(2).toString("hex")}:1::1`;
    for (let attempt = 1; attempt <= 10; attempt += 1) await guess(chosen);
    const { token } = await stack.guestLink(bearer, roomId);
    // Through the public origin the header says nothing, so nobody is locked out by it.
    const answer = await stack.ask("GET", `/api/v1/guest-links/${token}`, {
      headers: { "x-forwarded-for": chosen },
    });
    expect(answer.status).toBe(200);
  });
});

describe("a guest", () => {
  it("enters with a marked name and joins the call as guest", async () => {
    const { token } = await stack.guestLink(bearer, roomId);
    const guest = await stack.guest(token, "Erika \u202EMuster");
    expect(guest.roomId).toBe(roomId);
    expect(guest.userId).toMatch(/^@guest-[0-9a-f]{20}:/);
    expect(await memberOf(roomId, guest.userId)).toMatchObject({
      membership: "join",
      displayname: "Erika Muster (Gast)",
    });
    const person = { ...guest, displayName: "" };
    const call = await stack.ask("POST", `/api/v1/conferences/${encodeURIComponent(roomId)}/join`, {
      body: { deviceId: guest.deviceId, openIdToken: await stack.openIdToken(person) },
    });
    expect(call.status).toBe(200);
    const answer = joinResponseSchema.parse(call.body);
    expect(answer.user).toEqual({
      id: guest.userId,
      displayName: "Erika Muster (Gast)",
      role: "guest",
    });
    const claims: unknown = JSON.parse(
      Buffer.from(answer.token.split(".")[1] ?? "", "base64url").toString("utf8"),
    );
    expect(claims).toMatchObject({
      room: conferenceRoomName(roomId),
      context: { user: { guest: true, moderator: false, name: "Erika Muster (Gast)" } },
    });
  });

  it.each([
    ["moderator", 100, "moderator"],
    ["presenter", 50, "presenter"],
  ] as const)("can carry the rights of a %s", async (role, power, seen) => {
    const { token } = await stack.guestLink(bearer, roomId, { role });
    const guest = await stack.guest(token, `Externe ${randomBytes(4).toString("hex")}`);
    const levels = await stack.matrix(
      anna,
      "GET",
      `/rooms/${encodeURIComponent(roomId)}/state/m.room.power_levels/`,
    );
    expect(levels.body).toMatchObject({ users: { [guest.userId]: power, [anna.userId]: 100 } });
    const guestBearer = await stack.session(guest);
    const call = await stack.ask("POST", `/api/v1/conferences/${encodeURIComponent(roomId)}/join`, {
      bearer: guestBearer,
      body: { deviceId: guest.deviceId },
    });
    expect(joinResponseSchema.parse(call.body).user.role).toBe(seen);
    // Whatever the rights: who comes in is not for guests to decide.
    const body = { expiresAt: inMinutes(5), maxUses: 1 };
    expect(problemCode(await stack.ask("POST", linksPath(), { bearer: guestBearer, body }))).toBe(
      "forbidden",
    );
    const wish = { title: "Eigenes" };
    expect(
      problemCode(
        await stack.ask("POST", "/api/v1/conferences", { bearer: guestBearer, body: wish }),
      ),
    ).toBe("forbidden");
  });

  it.each([
    ["a colleague's name", "Anna Schmidt"],
    ["a colleague's name in look-alike letters", "Аnnа Schmіdt"],
    ["a colleague's name with the mark typed in", "bernd  VOGEL (Gast)"],
    ["the bot's name", "Plenum"],
  ])("cannot take %s", async (_story, name) => {
    const { token } = await stack.guestLink(bearer, roomId, { maxUses: 1 });
    const answer = await stack.enter(token, name);
    expect([answer.status, problemCode(answer)]).toEqual([409, "guest-name-taken"]);
    const preview = await stack.ask("GET", `/api/v1/guest-links/${token}`);
    expect(preview.status).toBe(200);
  });

  it("may have the name of another guest, or come back under its own", async () => {
    const { token } = await stack.guestLink(bearer, roomId);
    const [first, second] = [
      await stack.guest(token, "Max Muster"),
      await stack.guest(token, "Max Muster"),
    ];
    expect(first.userId).not.toBe(second.userId);
  });

  it("needs a name that can be read", async () => {
    const { token } = await stack.guestLink(bearer, roomId, { maxUses: 1 });
    expect(problemCode(await stack.enter(token, "\u200B\u202E"))).toBe("invalid-request");
  });
});

describe("the end of a guest's stay", () => {
  it("comes with the revocation of the link: session void, out of the room, account gone", async () => {
    const link = await stack.guestLink(bearer, roomId);
    const name = `Gerda ${randomBytes(4).toString("hex")}`;
    const guest = await stack.guest(link.token, name);
    const guestBearer = await stack.session(guest);
    expect(await whoami(guest)).toBe(200);
    const revoked = await stack.ask("DELETE", `${linksPath()}/${link.id}`, { bearer });
    expect(revoked.status).toBe(204);
    expect(await whoami(guest)).toBe(401);
    expect(await memberOf(roomId, guest.userId)).toMatchObject({ membership: "leave" });
    expect(problemCode(await stack.enter(link.token, "Noch einer"))).toBe("guest-link-revoked");
    // The bearer token lives some minutes longer, but says only who somebody is.
    const call = await stack.ask("POST", `/api/v1/conferences/${encodeURIComponent(roomId)}/join`, {
      bearer: guestBearer,
      body: { deviceId: guest.deviceId },
    });
    expect(problemCode(call)).toBe("not-a-member");
    const profile = await stack.matrix(anna, "GET", `/profile/${encodeURIComponent(guest.userId)}`);
    expect(JSON.stringify(profile.body)).not.toContain(name);
  });

  it("comes by itself when the link expires", async () => {
    const expiresAt = new Date(Date.now() + 20_000).toISOString();
    const link = await stack.guestLink(bearer, roomId, { expiresAt });
    const guest = await stack.guest(link.token, `Heinz ${randomBytes(4).toString("hex")}`);
    expect(guest.expiresAt).toBe(expiresAt);
    await until(async () => ((await whoami(guest)) === 401 ? true : undefined));
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
  }, 90_000);

  it("comes when a moderator removes the guest, and the others stay", async () => {
    const { token } = await stack.guestLink(bearer, roomId);
    const [stays, goes] = await Promise.all([
      stack.guest(token, `Ingrid ${randomBytes(4).toString("hex")}`),
      stack.guest(token, `Jens ${randomBytes(4).toString("hex")}`),
    ]);
    const path = `/rooms/${encodeURIComponent(roomId)}/kick`;
    await stack.matrix(anna, "POST", path, { user_id: goes.userId });
    await until(async () => ((await whoami(goes)) === 401 ? true : undefined));
    expect(await whoami(stays)).toBe(200);
  });
});
