import { createHash, randomUUID } from "node:crypto";
import { CONTACTS_TYPE, createApiClientResponseSchema, readContacts } from "@plenum/model";
import { sentFileSchema, type MigrationItemInput } from "@plenum/model/migration";
import { SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { accountItem, MigrationDesk } from "../testing/migration.ts";
import { problemCode, Stack } from "../testing/stack.ts";

let stack: Stack;
let desk: MigrationDesk;
beforeAll(async () => {
  stack = await Stack.open();
  desk = await MigrationDesk.open(stack);
});

const PATH = "/api/v1/migration/waves";

async function tokenFor(scopes: readonly string[]): Promise<string> {
  const made = await stack.ask("POST", "/api/v1/clients", {
    bearer: desk.bearer,
    body: { name: "Umstieg", scopes },
  });
  const { id, secret } = createApiClientResponseSchema.parse(made.body);
  const response = await fetch(new URL("/api/v1/oauth/token", stack.config.publicUrl), {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}

/** As the command line makes it out of the configuration. */
function installationToken(secret: string): Promise<string> {
  return new SignJWT({ client: "installation", scope: ["migration", "conferences:write"] })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer("plenum-appservice")
    .setAudience("plenum-api")
    .setSubject("client:installation")
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(secret));
}

/** A department with its space, a group, a channel with its history, and contact lists. */
function department() {
  const id = randomUUID();
  const [anna, bernd] = [desk.person("anna"), desk.person("bernd")];
  const sentAt = Date.UTC(2019, 4, 6, 7, 8, 9);
  const lines = Array.from({ length: 8 }, (_, index) => ({
    id: `${index}`,
    sentAt: sentAt + index * 60_000,
    sender: { name: "Bernd <b>", userId: bernd },
    text: index === 3 ? "<script>x</script> \u202Ehcan" : `Zeile ${index}`,
  }));
  const items: MigrationItemInput[] = [
    accountItem(anna),
    accountItem(bernd, { displayName: "Bernd Braun" }),
    {
      kind: "space",
      key: `s-${id}`,
      name: `Abteilung ${id}`,
      members: [anna],
      managers: [bernd],
    },
    {
      kind: "group-room",
      key: `g-${id}`,
      name: `Gruppe ${id}`,
      space: `s-${id}`,
      members: [anna, "@someone:elsewhere.example"],
      managers: [bernd],
    },
    {
      kind: "channel",
      key: `c-${id}`,
      name: `Kanal ${id}`,
      space: `s-${id}`,
      retentionDays: 9_000,
    },
    { kind: "history", channel: `c-${id}`, block: 0, messages: lines.slice(0, 5) },
    {
      kind: "history",
      channel: `c-${id}`,
      block: 1,
      messages: [
        { ...lines[0], id: "old", sentAt: 1, sender: { name: "x" }, text: "weg" },
        ...lines.slice(5),
      ],
    },
    { kind: "channel-members", channel: `c-${id}`, members: [anna], managers: [bernd] },
    {
      kind: "contacts",
      userId: anna,
      exportedAt: 1_000,
      groups: [{ name: "__proto__", people: [bernd] }],
      favourites: [bernd],
      blocked: ["@pest:elsewhere.example"],
    },
  ];
  return { id, anna, bernd, items, sentAt };
}

/** The same account out of another address of the old system. */
function fromElsewhere(userId: string): MigrationItemInput {
  return accountItem(userId, { source: randomUUID() });
}

describe("whoever runs a migration", () => {
  it("is an administrator, a system with the scope, or the installation itself", async () => {
    const { sessionSecret } = stack.config.appservice;
    const colleague = await stack.colleague();
    const bearers: readonly (readonly [string | undefined, number])[] = [
      [desk.bearer, 200],
      [await tokenFor(["migration"]), 200],
      [await installationToken(sessionSecret), 200],
      [await stack.session(colleague), 403],
      [await tokenFor(["conferences:write"]), 403],
      [await installationToken(`${sessionSecret}x`), 401],
      [colleague.accessToken, 401],
      [undefined, 401],
    ];
    for (const [bearer, status] of bearers) {
      const answer = await stack.ask("GET", PATH, bearer === undefined ? {} : { bearer });
      expect(answer.status).toBe(status);
    }
    // What the installation may do is its migration, whatever its token says.
    const other = await stack.ask("POST", "/api/v1/conferences", {
      bearer: await installationToken(sessionSecret),
      body: { title: "x" },
    });
    expect(problemCode(other)).toBe("forbidden");
  });

  it("does nothing to a wave that is not there, is frozen or has another name", async () => {
    expect(problemCode(await desk.ask("POST", "no-such-wave/start"))).toBe("not-found");
    expect(problemCode(await desk.ask("POST", "no-such-wave/items", { items: [{}] }))).toBe(
      "not-found",
    );
    expect(problemCode(await desk.ask("PUT", "__proto__", {}))).toBe("invalid-request");
    const wave = await desk.wave();
    await desk.ask("PUT", wave, { frozen: true });
    expect(problemCode(await desk.ask("POST", `${wave}/items`, { items: [{}] }))).toBe("conflict");
    expect(problemCode(await desk.ask("POST", `${wave}/pause`))).toBe("conflict");
  });
});

describe("items of a wave", () => {
  it("are checked one by one, and what is wrong is told", async () => {
    const wave = await desk.wave();
    const other = await desk.wave();
    const anna = desk.person("anna");
    const taken = desk.person("taken");
    await desk.add(other, [accountItem(taken)]);
    const twin = desk.person("twin");
    const added = await desk.add(wave, [
      accountItem(anna),
      { kind: "account" },
      accountItem("@anna:elsewhere.example"),
      accountItem(`@guest-anna:${stack.config.serverName}`),
      accountItem(`@plenum-service-1:${stack.config.serverName}`),
      accountItem(twin),
      accountItem(twin, { displayName: "Anders" }),
      accountItem(taken),
      null,
    ]);
    expect(added).toMatchObject({ added: 1, unchanged: 0, refused: 8 });
    expect(added.told.map(({ index, reason, wave: whose }) => [index, reason, whose])).toEqual([
      [1, "invalid", undefined],
      [2, "foreign-user", undefined],
      [3, "reserved-name", undefined],
      [4, "reserved-name", undefined],
      [5, "twice", undefined],
      [6, "twice", undefined],
      [7, "other-wave", other],
      [8, "invalid", undefined],
    ]);
    expect(await desk.add(wave, [accountItem(anna)])).toMatchObject({ added: 0, unchanged: 1 });
    const changed = accountItem(anna, { displayName: "Anna Meier" });
    expect(await desk.add(wave, [changed])).toMatchObject({ replaced: 1 });
    const page = await desk.ask("GET", `${wave}/items?search=meier&limit=1`);
    expect(page.body).toMatchObject({
      items: [{ key: anna, name: "Anna Meier", state: "queued" }],
    });
  });

  it("of which two lead to one account make neither", async () => {
    const wave = await desk.wave();
    const [anna, bernd] = [desk.person("anna"), desk.person("bernd")];
    expect(
      await desk.add(wave, [accountItem(anna), fromElsewhere(anna), accountItem(bernd)]),
    ).toMatchObject({
      added: 1,
      told: [{ reason: "collision" }, { reason: "collision" }],
    });
    expect(await desk.add(wave, [fromElsewhere(bernd)])).toMatchObject({
      told: [{ reason: "collision" }],
    });
    const [ledger] = await desk.run(wave, []);
    expect(ledger).toMatchObject({ key: bernd, state: "failed", problem: "collision" });
    expect(await desk.account(bernd)).toBeUndefined();
    // Sent once more it is the same; only whoever says that the rules are mended decides anew.
    expect(await desk.add(wave, [fromElsewhere(bernd)])).toMatchObject({ refused: 1 });
    await desk.act(wave, "retry");
    await desk.reaches(wave, "done");
    expect(await desk.run(wave, [fromElsewhere(bernd)])).toMatchObject([{ state: "done" }]);
    expect(await desk.account(anna)).toBeUndefined();
  });
});

describe("accounts", () => {
  it("are made without passwords, and those of others are let be", async () => {
    const wave = await desk.wave();
    const before = await stack.colleague("War schon da");
    const own = desk.person("own");
    const ownItem = accountItem(own, { displayName: "Neuer Name" });
    await desk.asAdmin("PUT", `/v2/users/${encodeURIComponent(own)}`, {
      displayname: "Eigener Name",
      external_ids: [{ auth_provider: "oidc-test", external_id: own }],
    });
    const [anna, odd, thief, left] = ["anna", "odd", "thief", "left"].map((name) =>
      desk.person(name),
    );
    if (!anna || !odd || !thief || !left) throw new Error("names are missing");
    const ledger = await desk.run(wave, [
      accountItem(before.userId),
      ownItem,
      accountItem(anna),
      { kind: "profile", userId: anna, organisation: "Land Hessen", phone: "+49 611 1" },
      accountItem(odd, { displayName: '<img src=x onerror="x"> \u202EannA __proto__' }),
      accountItem(thief, { externalIds: [{ provider: "oidc-test", id: own }] }),
      accountItem(left, { active: false }),
      { kind: "profile", userId: before.userId, organisation: "Unterwandert" },
    ]);
    const became = new Map(ledger.map((item) => [`${item.kind} ${item.key}`, item]));
    expect(became.get(`account ${anna}`)).toMatchObject({ state: "done" });
    expect(became.get(`account ${before.userId}`)).toMatchObject({
      state: "failed",
      problem: "account-exists",
    });
    expect(became.get(`account ${own}`)).toMatchObject({
      state: "kept",
      problem: "own-account-exists",
    });
    expect(became.get(`account ${thief}`)).toMatchObject({ problem: "external-id-used" });
    expect(became.get(`account ${left}`)).toMatchObject({ state: "kept", problem: "inactive" });
    expect(became.get(`profile ${before.userId}`)).toMatchObject({ problem: "no-account" });
    expect((await desk.account(before.userId))?.displayname).toBe("War schon da");
    expect((await desk.account(own))?.displayname).toBe("Eigener Name");
    expect(await desk.account(left)).toBeUndefined();
    // The homeserver had made it before it found that the id is taken: nobody can use it.
    expect((await desk.account(thief))?.deactivated).toBe(true);
    expect((await desk.account(odd))?.displayname).toBe('<img src=x onerror="x"> annA __proto__');
    const profile = await desk.matrix(anna, "GET", `/profile/${encodeURIComponent(anna)}`);
    expect(profile.body).toMatchObject({
      displayname: "Anna Schmidt",
      "chat.plenum.organisation": "Land Hessen",
      "chat.plenum.phone": "+49 611 1",
    });
    const login = await stack.ask("POST", "/_matrix/client/v3/login", {
      body: {
        type: "m.login.password",
        identifier: { type: "m.id.user", user: anna },
        password: "",
      },
    });
    expect(login.status).toBe(403);
  });
});

describe("a wave", () => {
  it("makes accounts, rooms, history as of then and contacts, once, and takes them back", async () => {
    const { id, anna, bernd, items, sentAt } = department();
    const wave = await desk.wave();
    const ledger = await desk.run(wave, items);
    expect(ledger.map(({ kind, state, problem }) => [kind, state, problem])).toEqual([
      ["account", "done", undefined],
      ["account", "done", undefined],
      ["space", "done", undefined],
      ["group-room", "done", undefined],
      ["channel", "done", undefined],
      ["history", "done", undefined],
      ["history", "done", "older-than-retention"],
      ["channel-members", "done", undefined],
      ["contacts", "done", undefined],
    ]);
    expect(ledger[3]?.facts).toMatchObject({ joined: 2 });
    expect(ledger[6]?.facts).toMatchObject({ sent: 3, tooOld: 1 });
    const rooms = await desk.roomsNamed(id);
    expect(rooms.map(({ name, joined }) => [name, joined])).toEqual([
      [`Abteilung ${id}`, 3],
      [`Gruppe ${id}`, 3],
      [`Kanal ${id}`, 3],
    ]);
    const channel = rooms[2]?.id ?? "";
    const events = await desk.events(anna, channel);
    const written = events.filter(({ type }) => type === "m.room.message");
    expect(written.map(({ origin_server_ts: at }) => at)).toEqual(
      Array.from({ length: 8 }, (_, index) => sentAt + index * 60_000),
    );
    expect(written[3]?.content["body"]).toBe("Bernd <b>: <script>x</script> hcan");
    // Nobody was there before it was all written, and encryption came after it.
    const order = events.map(({ type, state_key: key }) => (key === anna ? "anna" : type));
    expect(order.lastIndexOf("m.room.message")).toBeLessThan(order.indexOf("m.room.encryption"));
    expect(order.indexOf("m.room.encryption")).toBeLessThan(order.indexOf("anna"));
    const account = `/user/${encodeURIComponent(anna)}/account_data`;
    const contacts = readContacts(
      (await desk.matrix(anna, "GET", `${account}/${CONTACTS_TYPE}`)).body,
    );
    if (contacts.kind !== "ok") throw new Error("the contacts cannot be read");
    expect(contacts.contacts.groups.get("skype-0")?.name.v).toBe("__proto__");
    expect(contacts.contacts.people.get(bernd)).toMatchObject({ favourite: { v: true } });
    const blocked = await desk.matrix(anna, "GET", `${account}/m.ignored_user_list`);
    expect(blocked.body).toEqual({ ignored_users: { "@pest:elsewhere.example": {} } });

    // Twice is once.
    expect(await desk.add(wave, items)).toMatchObject({ unchanged: 9, added: 0, told: [] });
    await desk.act(wave, "start");
    await desk.reaches(wave, "done");
    expect(await desk.roomsNamed(id)).toEqual(rooms);
    expect(await desk.events(anna, channel)).toEqual(events);

    const undone = await desk.rollBack(wave);
    expect(new Set(undone.map(({ state }) => state))).toEqual(new Set(["undone"]));
    expect(await desk.roomsNamed(id)).toEqual([]);
    expect((await desk.account(anna))?.deactivated).toBe(true);

    // And once more: the accounts come back, the rooms are new.
    await desk.add(wave, items.slice(0, 3));
    const again = await desk.run(wave, []);
    expect(again.map(({ state }) => state).slice(0, 4)).toEqual(["done", "done", "done", "undone"]);
    expect((await desk.account(anna))?.deactivated).toBe(false);
    expect((await desk.roomsNamed(id)).map(({ joined }) => joined)).toEqual([3]);
  }, 120_000);

  it("keeps what people have used since", async () => {
    const { id, anna, bernd, items } = department();
    const wave = await desk.wave();
    await desk.run(wave, items);
    const session = await desk.signIn(anna);
    const group = (await desk.roomsNamed(`Gruppe ${id}`))[0]?.id ?? "";
    const path = `/rooms/${encodeURIComponent(group)}/send/m.room.message/1`;
    await stack.matrix(session, "PUT", path, { msgtype: "m.text", body: "Hallo" });
    const ledger = await desk.rollBack(wave);
    const kept = ledger.filter(({ state }) => state === "kept");
    expect(kept.map(({ kind, problem }) => [kind, problem])).toEqual([
      ["account", "signed-in"],
      // It holds the group's room.
      ["space", "written-in"],
      ["group-room", "written-in"],
    ]);
    expect((await desk.account(anna))?.deactivated).toBe(false);
    expect((await desk.account(bernd))?.deactivated).toBe(true);
    expect((await desk.roomsNamed(id)).map(({ name }) => name)).toEqual([
      `Abteilung ${id}`,
      `Gruppe ${id}`,
    ]);
  }, 120_000);

  it("pauses, goes on, and says what is missing", async () => {
    const wave = await desk.wave();
    const id = randomUUID();
    const people = Array.from({ length: 12 }, (_, index) => desk.person(`p${index}`));
    await desk.add(
      wave,
      people.map((userId) => accountItem(userId)),
    );
    await desk.act(wave, "start");
    await desk.act(wave, "pause");
    const paused = await desk.state(wave);
    expect(paused.state).toBe("paused");
    const audit = await stack.ask("GET", "/api/v1/audit?act=migration-wave.paused", {
      bearer: desk.bearer,
    });
    expect(JSON.stringify(audit.body)).toContain(wave);
    const ledger = await desk.run(wave, [
      { kind: "channel", key: `c-${id}`, name: "Verwaist", space: `s-${id}` },
      {
        kind: "history",
        channel: `c-${id}`,
        block: 0,
        messages: [{ id: "1", sentAt: 1, sender: { name: "x" }, text: "y" }],
      },
    ]);
    expect(
      ledger.filter(({ kind }) => kind === "account").every(({ state }) => state === "done"),
    ).toBe(true);
    expect(ledger.slice(-2).map(({ problem }) => problem)).toEqual(["no-room", "no-room"]);
    expect((await desk.items(wave, "state=failed&kind=history")).length).toBe(1);
    // The space comes with the next lines: what had failed is made now.
    await desk.add(wave, [{ kind: "space", key: `s-${id}`, name: `Raum ${id}` }]);
    await desk.act(wave, "retry");
    await desk.reaches(wave, "done");
    expect((await desk.items(wave, "state=failed")).length).toBe(0);
  });

  it("brings pictures along that were sent before", async () => {
    const wave = await desk.wave();
    const id = randomUUID();
    const bytes = Buffer.from(`picture ${id}`);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const send = (hash: string) =>
      fetch(
        new URL(
          `/api/v1/migration/files/${hash}?name=a.png&type=image/png`,
          stack.config.publicUrl,
        ),
        {
          method: "PUT",
          headers: {
            authorization: `Bearer ${desk.bearer}`,
            "content-type": "application/octet-stream",
          },
          body: bytes,
        },
      );
    const message = {
      id: "1",
      sentAt: 5,
      sender: { name: "Anna" },
      text: "",
      file: { name: "a.png", sha256 },
    };
    const failed = await desk.run(wave, [
      { kind: "channel", key: id, name: `Kanal ${id}` },
      { kind: "history", channel: id, block: 0, messages: [message] },
    ]);
    expect(failed[1]).toMatchObject({ state: "failed", problem: "file-missing" });
    expect((await send("0".repeat(64))).status).toBe(400);
    expect(sentFileSchema.parse(await (await send(sha256)).json())).toEqual({
      sha256,
      known: false,
    });
    expect(sentFileSchema.parse(await (await send(sha256)).json())).toEqual({
      sha256,
      known: true,
    });
    await desk.act(wave, "retry");
    await desk.reaches(wave, "done");
    expect((await desk.items(wave))[1]).toMatchObject({ state: "done", facts: { sent: 1 } });
  });
});
