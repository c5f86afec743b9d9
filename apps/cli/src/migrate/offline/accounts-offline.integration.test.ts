import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { auditText } from "@plenum/model";
import {
  addItemsResponseSchema,
  ledgerPageSchema,
  type MigrationItemInput,
  waveSchema,
} from "@plenum/model/migration";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { rowsNaming } from "./testing/account-rows.ts";
import { TestInstallation } from "./testing/installation.ts";

const anything = z.unknown();
let here: TestInstallation;
beforeAll(async () => {
  here = await TestInstallation.make();
  await here.start();
  await here.settled();
}, 180_000);
afterAll(() => here.remove(), 60_000);

const id = (name: string): string => `@${name}:${here.config.serverName}`;
const pathOf = (userId: string): string => `/_synapse/admin/v2/users/${encodeURIComponent(userId)}`;

function account(name: string, externalId = `ext-${name}`): MigrationItemInput {
  return {
    kind: "account",
    userId: id(name),
    displayName: `Ännchen ${name} Ⅸ`,
    source: `${name}@land.example`,
    externalIds: [{ provider: "oidc-test", id: externalId }],
  };
}

function card(name: string, mail = `${name.toUpperCase()}@Land.example`): MigrationItemInput {
  return {
    kind: "profile",
    userId: id(name),
    organisation: "Amt für Ämter",
    phone: "0611 1",
    mail,
  };
}

/** As the executors of the appservice ask the homeserver. */
async function makeByApi(name: string, withCard: boolean): Promise<void> {
  const admin = await here.admin();
  const path = pathOf(id(name));
  const body = {
    displayname: `Ännchen ${name} Ⅸ`,
    external_ids: [{ auth_provider: "oidc-test", external_id: `ext-${name}` }],
  };
  await admin.call({ method: "PUT", path, body }, anything);
  if (!withCard) return;
  const mail = `${name.toUpperCase()}@Land.example`;
  const fields = { organisation: "Amt für Ämter", phone: "0611 1", mail };
  for (const [field, value] of Object.entries(fields)) {
    const key = `chat.plenum.${field}`;
    const profile = `/_matrix/client/v3/profile/${encodeURIComponent(id(name))}/${key}`;
    await admin.call({ method: "PUT", path: profile, body: { [key]: value } }, anything);
  }
  const threepids = [{ medium: "email", address: mail.toLowerCase() }];
  await admin.call({ method: "PUT", path, body: { threepids } }, anything);
}

async function waveOf(name: string, items: readonly MigrationItemInput[]): Promise<void> {
  const path = `migration/waves/${name}`;
  await here.ask("PUT", path, anything, { label: "Probe" });
  const taken = await here.ask("POST", `${path}/items`, addItemsResponseSchema, { items });
  expect(taken.added).toBe(items.length);
}

async function ledgerOf(wave: string): Promise<Readonly<Record<string, string>>> {
  const path = `migration/waves/${wave}/items?limit=1000`;
  const { items } = await here.ask("GET", path, ledgerPageSchema);
  return Object.fromEntries(
    items.map((item) => [
      `${item.kind} ${item.key.slice(1, item.key.indexOf(":"))}`,
      item.problem === undefined ? item.state : `${item.state}: ${item.problem}`,
    ]),
  );
}

async function reaches(wave: string, act: "start" | "rollback", state: string): Promise<void> {
  await here.ask("POST", `migration/waves/${wave}/${act}`, anything);
  const deadline = Date.now() + 60_000;
  for (;;) {
    const now = await here.ask("GET", `migration/waves/${wave}`, waveSchema);
    if (now.state === state) return;
    if (Date.now() > deadline) throw new Error(`the wave is ${now.state}`);
    await wait(100);
  }
}

/** Recomputes the chain of the audit log. @returns its acts */
async function auditedActs(): Promise<readonly string[]> {
  const rows = await here.databases(({ ledger }) =>
    ledger.query("SELECT * FROM audit_entries ORDER BY number"),
  );
  const schema = z.object({
    number: z.coerce.number(),
    at: z.date(),
    actor: z.string(),
    act: z.string(),
    subject: z.string().nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    previous: z.instanceof(Buffer),
    hash: z.instanceof(Buffer),
  });
  let previous = "0".repeat(64);
  return z
    .array(schema)
    .parse(rows.rows)
    .map(({ at, subject, hash, ...rest }) => {
      const sealed = { ...rest, at: at.toISOString(), previous };
      const text = auditText(subject === null ? sealed : { ...sealed, subject });
      expect(rest.previous.toString("hex")).toBe(previous);
      previous = createHash("sha256").update(text).digest("hex");
      expect(hash.toString("hex")).toBe(previous);
      return rest.act;
    });
}

/** A statement hangs long enough for whoever gave it to be ended. */
const STALL = `CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_sleep(6); RETURN NEW; END $$`;

/** A statement takes until somebody else wants to know the version of the schema. */
const UNTIL_SOMEBODY_WAITS = `CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    FOR i IN 1..600 LOOP
      PERFORM pg_stat_clear_snapshot();
      IF EXISTS (SELECT FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND query LIKE '%schema_version%') THEN RETURN NEW; END IF;
      PERFORM pg_sleep(0.1);
    END LOOP;
    RAISE EXCEPTION 'nobody waits';
  END $$`;

describe("accounts with the homeserver stopped", () => {
  it("are made of the same rows as by the administration API", async () => {
    await makeByApi("erikaq", true);
    await makeByApi("ottoq", false);
    await waveOf("rows", [account("erikar"), account("ottor"), card("erikar")]);
    await here.stop();
    const { code, output } = await here.command("rows", "--language", "de").end;
    expect(output).toContain("2 Konten sind angelegt, 1 davon mit Profil.");
    expect(code).toBe(0);

    const seen = await here.databases(async ({ homeserver }) => ({
      byApi: await rowsNaming(homeserver, "erikaq"),
      bySql: await rowsNaming(homeserver, "erikar"),
      plainByApi: await rowsNaming(homeserver, "ottoq"),
      plainBySql: await rowsNaming(homeserver, "ottor"),
    }));
    // News for caches and for those who are signed in: with the homeserver stopped there are none.
    const {
      cache_invalidation_stream_by_instance: _caches,
      profile_updates: _updates,
      profile_updates_per_user: _told,
      ...byApi
    } = seen.byApi;
    const { cache_invalidation_stream_by_instance: _more, ...plainByApi } = seen.plainByApi;
    expect(seen.bySql).toEqual(byApi);
    expect(seen.plainBySql).toEqual(plainByApi);
    expect(Object.keys(byApi)).toEqual([
      "profiles",
      "user_directory",
      "user_directory_search",
      "user_external_ids",
      "user_stats_current",
      "user_threepids",
      "users",
    ]);
  }, 180_000);

  it("work: found in the directory, with their profile, in a room", async () => {
    await here.start();
    expect(await ledgerOf("rows")).toEqual({
      "account erikar": "done",
      "account ottor": "done",
      "profile erikar": "done",
    });
    const erika = await here.as(id("erikar"));
    const whoami = "/_matrix/client/v3/account/whoami";
    expect(await erika.call({ method: "GET", path: whoami }, anything)).toMatchObject({
      user_id: id("erikar"),
    });
    const profile = `/_matrix/client/v3/profile/${encodeURIComponent(id("erikar"))}`;
    expect(await erika.call({ method: "GET", path: profile }, anything)).toEqual({
      displayname: "Ännchen erikar Ⅸ",
      "chat.plenum.organisation": "Amt für Ämter",
      "chat.plenum.phone": "0611 1",
      "chat.plenum.mail": "ERIKAR@Land.example",
    });
    const admin = await here.admin();
    const search = { search_term: "ÄNNCHEN erikar ix" };
    const directory = "/_matrix/client/v3/user_directory/search";
    const found = await admin.call(
      { method: "POST", path: directory, body: search },
      z.object({ results: z.array(z.looseObject({ user_id: z.string() })) }),
    );
    expect(found.results.map((one) => one.user_id)).toEqual([id("erikar")]);
    const { room_id: room } = await admin.call(
      { method: "POST", path: "/_matrix/client/v3/createRoom", body: { invite: [id("erikar")] } },
      z.object({ room_id: z.string() }),
    );
    const join = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/join`;
    expect(await erika.call({ method: "POST", path: join, body: {} }, anything)).toEqual({
      room_id: room,
    });
    expect(await admin.call({ method: "GET", path: pathOf(id("erikar")) }, anything)).toMatchObject(
      {
        deactivated: false,
        external_ids: [{ auth_provider: "oidc-test", external_id: "ext-erikar" }],
        threepids: [{ medium: "email", address: "erikar@land.example" }],
      },
    );
  }, 180_000);

  it("are refused while anything runs, and looked at meanwhile", async () => {
    await waveOf("mixed", [
      account("new"),
      card("new"),
      account("greta", "ext-greta-2"),
      account("thief", "ext-greta"),
      account("twin-1", "ext-twins"),
      account("twin-2", "ext-twins"),
      { ...account("left"), active: false } as MigrationItemInput,
      account("mailless"),
      card("mailless", "Erikaq@land.example"),
      card("greta"),
    ]);
    await makeByApi("greta", true);
    const dry = await here.command("mixed", "--dry-run", "--language", "en").end;
    expect(dry.output).toContain("Would make 2 accounts, 2 of them with a profile.");
    expect(dry.output).toContain("1 profiles without their mail address");
    expect(dry.code).toBe(0);
    const refused = await here.command("mixed", "--language", "de").end;
    expect(refused.output).toContain("Nichts wurde geändert. Plenum läuft.");
    expect(refused.code).toBe(1);
    // As if another launcher, or none, had started it.
    await rm(here.paths.processes);
    const answers = await here.command("mixed", "--language", "de").end;
    expect(answers.output).toContain("Synapse antwortet unter");
    expect(answers.code).toBe(1);
    await here.stop();
    const connected = await here.databases(async () => {
      await rm(here.paths.processes);
      return here.command("mixed", "--language", "de").end;
    });
    expect(connected.output).toContain("Noch jemand ist mit den Datenbanken verbunden");
    const none = await here.command("nothing", "--language", "en").end;
    expect(none.output).toContain("There is no wave “nothing”");
  }, 180_000);

  it.each([
    ["another version", "UPDATE schema_version SET version = ", ["95", "94"], "Schema 95/84"],
    [
      "another column",
      "ALTER TABLE users RENAME COLUMN ",
      ["locked TO closed", "closed TO locked"],
      "andere Spalten in users (closed boolean!, locked boolean!)",
    ],
    [
      "a conversion that is not finished",
      "",
      [
        "INSERT INTO background_updates (update_name, progress_json) VALUES ('x', '{}')",
        "DELETE FROM background_updates WHERE update_name = 'x'",
      ],
      "Synapse baut seine Datenbank noch um (x)",
    ],
  ] as const)(
    "are refused with %s of the database",
    async (_story, statement, [change, back], words) => {
      await here.databases(({ homeserver }) => homeserver.query(statement + change));
      const refused = await here.command("mixed", "--language", "de").end;
      await here.databases(({ homeserver }) => homeserver.query(statement + back));
      expect(refused.output).toContain(words);
      expect(refused.code).toBe(1);
      const begun = await here.databases(({ ledger }) =>
        ledger.query("SELECT 1 FROM migration_items WHERE wave = 'mixed' AND begun_at IS NOT NULL"),
      );
      expect(begun.rows).toEqual([]);
    },
    60_000,
  );

  it("leave to the usual way what somebody has", async () => {
    const made = await here.command("mixed", "--language", "en").end;
    expect(made.output).toContain("2 accounts are made, 2 of them with a profile.");
    await here.start();
    const before = await ledgerOf("mixed");
    expect(Object.entries(before).filter(([, state]) => state === "done")).toHaveLength(4);
    await reaches("mixed", "start", "done");
    const after = await ledgerOf("mixed");
    const twins = new Set([after["account twin-1"], after["account twin-2"]]);
    expect(twins).toEqual(new Set(["done", "failed: external-id-used"]));
    expect(after).toMatchObject({
      "account new": "done",
      "account greta": "failed: account-exists",
      "account thief": "failed: external-id-used",
      "account left": "kept: inactive",
      "account mailless": "done",
      "profile new": "done",
      "profile mailless": "done",
      "profile greta": "failed: no-account",
    });
    const admin = await here.admin();
    const mailless = await admin.call({ method: "GET", path: pathOf(id("mailless")) }, anything);
    expect(mailless).toMatchObject({ threepids: [] });
  }, 180_000);

  it("are made once, whenever the command is killed, and can be taken back", async () => {
    const names = Array.from({ length: 5 }, (_, index) => `kill-${index}`);
    await waveOf("killed", [...names.map((name) => account(name)), card("kill-0")]);
    await here.databases(async ({ homeserver, ledger }) => {
      await homeserver.query(STALL);
      await homeserver.query(
        "CREATE TRIGGER stall AFTER INSERT ON users FOR EACH STATEMENT EXECUTE FUNCTION stall()",
      );
      await ledger.query(STALL);
      await ledger.query(
        `CREATE TRIGGER stall BEFORE UPDATE ON migration_items FOR EACH ROW
         WHEN (NEW.state = 'done') EXECUTE FUNCTION stall()`,
      );
    });
    await here.stop();
    const facts = () =>
      here.databases(async ({ homeserver, ledger }) => ({
        users: (await homeserver.query("SELECT 1 FROM users WHERE name LIKE '@kill-%'")).rows
          .length,
        begun: (
          await ledger.query(
            "SELECT 1 FROM migration_items WHERE wave = 'killed' AND state = 'queued' AND begun_at IS NOT NULL",
          )
        ).rows.length,
      }));

    // Begun, and nothing made: somebody stops it, or it is killed.
    const stopped = here.command("killed", "--language", "en");
    await here.endHanging(stopped, "SIGINT");
    expect((await stopped.end).output).toContain("You stopped it.");
    expect(await facts()).toEqual({ users: 0, begun: 6 });
    await here.endHanging(here.command("killed"), "SIGKILL");
    expect(await facts()).toEqual({ users: 0, begun: 6 });
    await here.databases(({ homeserver }) => homeserver.query("DROP FUNCTION stall CASCADE"));
    // Made, and nothing known of it.
    await here.endHanging(here.command("killed"), "SIGKILL");
    expect(await facts()).toEqual({ users: 5, begun: 6 });
    await here.databases(({ ledger }) => ledger.query("DROP FUNCTION stall CASCADE"));

    await here.start();
    await reaches("killed", "start", "done");
    const states = Object.values(await ledgerOf("killed"));
    expect(states).toEqual(["done", "done", "done", "done", "done", "done"]);
    const admin = await here.admin();
    for (const name of names) {
      const seen = await admin.call({ method: "GET", path: pathOf(id(name)) }, anything);
      expect(seen).toMatchObject({
        displayname: `Ännchen ${name} Ⅸ`,
        external_ids: [{ auth_provider: "oidc-test", external_id: `ext-${name}` }],
      });
    }
    const acts = await auditedActs();
    expect(acts.filter((act) => act === "migration-wave.offline-started")).toHaveLength(5);
    expect(acts.filter((act) => act === "migration-wave.offline-done")).toHaveLength(2);

    await reaches("killed", "rollback", "rolled-back");
    const gone = await admin.call({ method: "GET", path: pathOf(id("kill-0")) }, anything);
    expect(gone).toMatchObject({ deactivated: true });
  }, 240_000);

  it("are there before a homeserver that is started meanwhile looks", async () => {
    await waveOf("meanwhile", [account("late")]);
    await here.databases(async ({ homeserver }) => {
      await homeserver.query(UNTIL_SOMEBODY_WAITS);
      await homeserver.query(
        "CREATE TRIGGER stall AFTER INSERT ON users FOR EACH STATEMENT EXECUTE FUNCTION stall()",
      );
    });
    await here.stop();
    await here.databaseElsewhere(async () => {
      const command = here.command("meanwhile", "--language", "en");
      await here.hangs(command);
      const stop = await here.startHomeserver();
      expect((await command.end).output).toContain("1 accounts are made");
      const admin = await here.admin();
      const late = await admin.call({ method: "GET", path: pathOf(id("late")) }, anything);
      expect(late).toMatchObject({ displayname: "Ännchen late Ⅸ" });
      await stop();
    });
  }, 120_000);
});
