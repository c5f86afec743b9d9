import { randomBytes } from "node:crypto";
import {
  enterAsGuestResponseSchema,
  enterWithAccountResponseSchema,
  guestCountSchema,
  guestLinkListSchema,
  guestLinkSchema,
  guestsNowSchema,
  type GuestLink,
} from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  inMinutes,
  problemCode,
  Stack,
  until,
  type Answer,
  type Person,
} from "../testing/stack.ts";

/** What guest links can besides being links: codes, passwords, a lobby; and what moderators do with them. */

let stack: Stack;
let anna: Person;
let roomId: string;
let bearer: string;
beforeAll(async () => {
  stack = await Stack.open();
  anna = await stack.colleague("Anna Schmidt");
  ({ roomId, bearer } = await stack.conference(anna, { title: "Anhörung" }));
});

function base(rest: string): string {
  return `/api/v1/conferences/${encodeURIComponent(roomId)}${rest}`;
}

async function listed(linkId: string): Promise<GuestLink> {
  const { body } = await stack.ask("GET", base("/guest-links"), { bearer });
  const link = guestLinkListSchema.parse(body).links.find(({ id }) => id === linkId);
  if (link === undefined) throw new Error("the link is not listed");
  return link;
}

async function membership(userId: string): Promise<string> {
  const path = `/rooms/${encodeURIComponent(roomId)}/state/m.room.member/${encodeURIComponent(userId)}`;
  const { body } = await stack.matrix(anna, "GET", path);
  return z.object({ membership: z.string() }).parse(body).membership;
}

async function whoami(session: { readonly accessToken: string }): Promise<number> {
  return (await stack.matrix(session, "GET", "/account/whoami")).status;
}

function unique(name: string): string {
  return `${name} ${randomBytes(4).toString("hex")}`;
}

function enterWith(key: string, body: object): Promise<Answer> {
  return stack.ask("POST", `/api/v1/guest-links/${encodeURIComponent(key)}/enter`, { body });
}

function enterWithAccount(token: string, options: object): Promise<Answer> {
  return stack.ask("POST", `/api/v1/guest-links/${token}/enter-with-account`, options);
}

describe("a code", () => {
  it("opens the door like its link, however it is typed, and is shown this once", async () => {
    const link = await stack.guestLink(bearer, roomId, { withCode: true });
    const code = link.code ?? "";
    expect(code).toMatch(/^[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}$/);
    for (const typed of [code, code.toLowerCase(), code.replaceAll("-", " "), ` ${code}.`]) {
      const preview = await stack.ask("GET", `/api/v1/guest-links/${encodeURIComponent(typed)}`);
      expect([typed, preview.status]).toEqual([typed, 200]);
    }
    const guest = await stack.guest(code, unique("Telefonisch"));
    expect(await membership(guest.userId)).toBe("join");
    expect(await listed(link.id)).toMatchObject({ withCode: true, uses: 1 });
    const list = await stack.ask("GET", base("/guest-links"), { bearer });
    expect(JSON.stringify(list.body)).not.toContain(code);
  });

  it("is not made unless asked for, and a wrong one is told apart from a wrong link", async () => {
    expect((await stack.guestLink(bearer, roomId)).code).toBeUndefined();
    const answer = await stack.ask("GET", "/api/v1/guest-links/2222-2222-2223");
    expect([answer.status, problemCode(answer)]).toEqual([404, "guest-code-unknown"]);
  });
});

describe("a password", () => {
  it("is asked for, and closes the link for a while after ten wrong ones", async () => {
    const link = await stack.guestLink(bearer, roomId, { password: "Lindenstraße 7", maxUses: 2 });
    expect(await listed(link.id)).toMatchObject({ withPassword: true });
    const at = (address: string, password?: string): Promise<Answer> =>
      stack.ask("POST", `${stack.config.appservice.url}/api/v1/guest-links/${link.token}/enter`, {
        headers: { "x-forwarded-for": address },
        body: { displayName: "Gast", ...(password === undefined ? {} : { password }) },
      });
    const net = `2001:db8:${randomBytes(2).toString("hex")}`;
    expect(problemCode(await at(`${net}:1::1`))).toBe("guest-password-needed");
    expect((await at(`${net}:1::1`, " Lindenstraße 7 ")).status).toBe(201);
    const answers: (string | undefined)[] = [];
    // Each from a site of its own: it is the link that is counted.
    for (let attempt = 0; attempt < 11; attempt += 1) {
      const site = `2001:db8:${randomBytes(2).toString("hex")}`;
      answers.push(problemCode(await at(`${site}:1::1`, "geraten")));
    }
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => "guest-password-wrong"));
    expect(answers[10]).toBe("too-many-attempts");
    expect(problemCode(await at(`${net}:2::1`, "Lindenstraße 7"))).toBe("too-many-attempts");
  });
});

describe("a lobby", () => {
  it("has a guest knock and wait, without a sight of the room", async () => {
    const link = await stack.guestLink(bearer, roomId, { lobby: true });
    const answer = await enterWith(link.token, { displayName: unique("Wartend") });
    const guest = enterAsGuestResponseSchema.parse(answer.body);
    expect(guest.waiting).toBe(true);
    expect(await membership(guest.userId)).toBe("knock");
    expect(await listed(link.id)).toMatchObject({
      guests: [{ userId: guest.userId, state: "waiting" }],
    });
    const messages = `/rooms/${encodeURIComponent(roomId)}/messages?dir=b`;
    expect((await stack.matrix(guest, "GET", messages)).status).toBe(403);
    const join = `/join/${encodeURIComponent(roomId)}`;
    expect((await stack.matrix(guest, "POST", join, {})).status).toBe(403);
    // Sent away, the guest's account goes like any other's.
    const end = base(`/guests/${encodeURIComponent(guest.userId)}`);
    expect((await stack.ask("DELETE", end, { bearer })).status).toBe(204);
    expect(await whoami(guest)).toBe(401);
    expect(await membership(guest.userId)).toBe("leave");
  });
});

describe("a link", () => {
  it("is listed with its guests, of whom one can be sent away alone", async () => {
    const link = await stack.guestLink(bearer, roomId);
    const [stays, goes] = [
      await stack.guest(link.token, unique("Bleibt")),
      await stack.guest(link.token, unique("Geht")),
    ];
    const { guests } = await listed(link.id);
    expect(guests.map(({ userId }) => userId)).toEqual([stays.userId, goes.userId]);
    expect(guests[0]?.displayName).toMatch(/^Bleibt .* \(Gast\)$/);
    const end = base(`/guests/${encodeURIComponent(goes.userId)}`);
    expect((await stack.ask("DELETE", end, { bearer })).status).toBe(204);
    expect(await whoami(goes)).toBe(401);
    expect(await whoami(stays)).toBe(200);
    expect((await listed(link.id)).guests).toHaveLength(1);
    expect(problemCode(await stack.ask("DELETE", end, { bearer }))).toBe("not-found");
    // Guests of another room are none of this one's moderators' business.
    const other = await stack.conference(anna);
    const elsewhere = `/api/v1/conferences/${encodeURIComponent(other.roomId)}/guests`;
    const wrong = `${elsewhere}/${encodeURIComponent(stays.userId)}`;
    expect(problemCode(await stack.ask("DELETE", wrong, { bearer }))).toBe("not-found");
    expect((await stack.ask("DELETE", elsewhere, { bearer })).status).toBe(204);
    expect(await whoami(stays)).toBe(200);
    expect((await stack.ask("DELETE", base("/guests"), { bearer })).status).toBe(204);
    expect(await whoami(stays)).toBe(401);
  });

  it("is extended for those inside too, and shortened to an end", async () => {
    const link = await stack.guestLink(bearer, roomId, { expiresAt: inMinutes(5), maxUses: 1 });
    const guest = await stack.guest(link.token, unique("Lange"));
    const path = base(`/guest-links/${link.id}`);
    const expiresAt = inMinutes(90);
    const changed = await stack.ask("PATCH", path, {
      bearer,
      body: { expiresAt, maxUses: 3, label: "Sachverständige", lobby: false },
    });
    expect(guestLinkSchema.parse(changed.body)).toMatchObject({
      expiresAt,
      maxUses: 3,
      label: "Sachverständige",
      guests: [{ userId: guest.userId, until: expiresAt }],
    });
    const soon = new Date(Date.now() + 1_500).toISOString();
    await stack.ask("PATCH", path, { bearer, body: { expiresAt: soon } });
    await until(async () => ((await whoami(guest)) === 401 ? true : undefined));
    expect(problemCode(await stack.enter(link.token, "Spät"))).toBe("guest-link-expired");
    const past = { bearer, body: { expiresAt: inMinutes(-1) } };
    expect(problemCode(await stack.ask("PATCH", path, past))).toBe("invalid-request");
    await stack.ask("DELETE", path, { bearer });
    const again = { bearer, body: { expiresAt: inMinutes(5) } };
    expect(problemCode(await stack.ask("PATCH", path, again))).toBe("not-found");
  });

  it("says when it opens", async () => {
    const notBefore = inMinutes(30);
    const { token } = await stack.guestLink(bearer, roomId, { notBefore });
    const answer = await stack.ask("GET", `/api/v1/guest-links/${token}`);
    expect(answer.body).toMatchObject({ code: "guest-link-not-yet", at: notBefore });
  });

  it("can have its guests listen", async () => {
    const { token } = await stack.guestLink(bearer, roomId, { role: "listener" });
    const guest = await stack.guest(token, unique("Zuhörend"));
    const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${randomBytes(4).toString("hex")}`;
    const said = await stack.matrix(guest, "PUT", path, { msgtype: "m.text", body: "Hallo" });
    expect(said.status).toBe(403);
    expect(await membership(guest.userId)).toBe("join");
  });
});

describe("whoever has an account enters with it", () => {
  it("as a colleague: invited, with the rights of the link, once", async () => {
    const ben = await stack.colleague();
    const link = await stack.guestLink(bearer, roomId, { role: "presenter", maxUses: 1 });
    const session = await stack.session(ben);
    for (const [expected, uses] of [
      ["invite", 1],
      ["invite", 1],
    ] as const) {
      const answer = await enterWithAccount(link.token, { bearer: session, body: {} });
      expect(enterWithAccountResponseSchema.parse(answer.body)).toEqual({
        roomId,
        membership: expected,
      });
      expect((await listed(link.id)).uses).toBe(uses);
    }
    await stack.joinRoom(ben, roomId);
    const levels = `/rooms/${encodeURIComponent(roomId)}/state/m.room.power_levels/`;
    expect((await stack.matrix(ben, "GET", levels)).body).toMatchObject({
      users: { [ben.userId]: 50 },
    });
    const late = await stack.session(await stack.colleague());
    expect(problemCode(await enterWithAccount(link.token, { bearer: late, body: {} }))).toBe(
      "guest-link-used-up",
    );
  });

  it("keeps the rights that it has, and knocks where guests do", async () => {
    const lower = await stack.guestLink(bearer, roomId, { role: "listener" });
    await enterWithAccount(lower.token, { bearer, body: {} });
    const levels = `/rooms/${encodeURIComponent(roomId)}/state/m.room.power_levels/`;
    expect((await stack.matrix(anna, "GET", levels)).body).toMatchObject({
      users: { [anna.userId]: 100 },
    });
    const lobby = await stack.guestLink(bearer, roomId, { lobby: true });
    const session = await stack.session(await stack.colleague());
    const answer = await enterWithAccount(lobby.token, { bearer: session, body: {} });
    expect(answer.body).toEqual({ roomId, membership: "knock" });
  });

  it("not with an account that is only named, of a guest, or of an unknown server", async () => {
    const { token } = await stack.guestLink(bearer, roomId);
    const guest = await stack.guest(token, unique("Doppelt"));
    const cases: readonly [object, string][] = [
      [{ body: {} }, "unauthorised"],
      [{ body: { userId: anna.userId } }, "unauthorised"],
      [{ body: { userId: "@eve:unbekannt.example" } }, "forbidden"],
      [{ body: { userId: "@eve:127.0.0.1" } }, "forbidden"],
      [{ body: { userId: "eve" } }, "invalid-request"],
      [{ bearer, body: { userId: "@eve:unbekannt.example" } }, "unauthorised"],
      [{ bearer: await stack.session(guest), body: {} }, "forbidden"],
    ];
    for (const [options, code] of cases) {
      expect([options, problemCode(await enterWithAccount(token, options))]).toEqual([
        options,
        code,
      ]);
    }
  });
});

describe("a name", () => {
  it.each([
    ["with markup", "<b>Erika</b><script>", "<b>Erika</b><script> (Gast)"],
    ["with direction overrides", "\u202Eakire\u2066 M", "akire M (Gast)"],
    ["that claims another mark", "Erika (Moderation) (GAST)", "Erika (Moderation) (Gast)"],
    ["that would be every object's", "__proto__", "__proto__ (Gast)"],
  ])("%s is text and stays marked", async (_story, typed, shown) => {
    const { token } = await stack.guestLink(bearer, roomId);
    const guest = await stack.guest(token, typed);
    const path = `/rooms/${encodeURIComponent(roomId)}/state/m.room.member/${encodeURIComponent(guest.userId)}`;
    expect((await stack.matrix(anna, "GET", path)).body).toMatchObject({ displayname: shown });
  });

  it("of a colleague who is only invited cannot be taken", async () => {
    const invited = await stack.colleague("Dorothea Lang");
    const other = await stack.conference(anna, { invite: [invited.userId] });
    const { token } = await stack.guestLink(other.bearer, other.roomId);
    expect(problemCode(await stack.enter(token, "dorothea lаng"))).toBe("guest-name-taken");
  });
});

describe("administrators", () => {
  it("see who is inside, and how many came, without names", async () => {
    const administrator = await stack.session(await stack.administrator());
    const count = async (): Promise<number> => {
      const answer = await stack.ask("GET", "/api/v1/guests/count", { bearer: administrator });
      const { days } = guestCountSchema.parse(answer.body);
      return days.reduce((sum, { guests }) => sum + guests, 0);
    };
    const before = await count();
    const link = await stack.guestLink(bearer, roomId, { role: "listener" });
    const name = unique("Gezählt");
    const guest = await stack.guest(link.token, name);
    expect(await count()).toBeGreaterThan(before);
    const now = await stack.ask("GET", "/api/v1/guests?limit=1000", { bearer: administrator });
    const { guests } = guestsNowSchema.parse(now.body);
    expect(guests.find(({ userId }) => userId === guest.userId)).toMatchObject({
      displayName: `${name} (Gast)`,
      title: "Anhörung",
      role: "listener",
      state: "inside",
    });
    for (const path of ["/api/v1/guests", "/api/v1/guests/count"]) {
      expect(problemCode(await stack.ask("GET", path, { bearer }))).toBe("forbidden");
    }
  });
});
