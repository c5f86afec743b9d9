import { randomBytes } from "node:crypto";
import { MOST_PEOPLE_ASKED, sidesResponseSchema, type PersonSide } from "@plenum/model/migration";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionOf } from "../../database/database.ts";
import { accountItem, MigrationDesk } from "../../testing/migration.ts";
import { problemCode, Stack, type Answer } from "../../testing/stack.ts";
import { findComing, sidesOf } from "./sides.ts";

const PATH = "/api/v1/migration/people";
const WAVES = "/api/v1/migration/waves";

let stack: Stack;
let desk: MigrationDesk;
let bearer: string;
beforeAll(async () => {
  stack = await Stack.open();
  desk = await MigrationDesk.open(stack);
  bearer = await stack.session(await stack.colleague());
});

function askWith(token: string, ids: readonly string[]): Promise<Answer> {
  return stack.ask("POST", PATH, { bearer: token, body: { ids } });
}

async function ask(ids: readonly string[]): Promise<readonly PersonSide[]> {
  return sidesResponseSchema.parse((await askWith(bearer, ids)).body).people;
}

async function search(term: string): Promise<readonly PersonSide[]> {
  const answer = await stack.ask("GET", `${PATH}?search=${encodeURIComponent(term)}`, { bearer });
  return sidesResponseSchema.parse(answer.body).people;
}

/** A wave with a day on which its people move. */
async function waveOn(day: string): Promise<string> {
  const name = await desk.wave();
  await stack.ask("PUT", `${WAVES}/${name}`, { bearer: desk.bearer, body: { day } });
  return name;
}

describe("whoever asks on which side colleagues are", () => {
  it("is a colleague: no guest, no other server, no other system, nobody unknown", async () => {
    const owner = await stack.colleague();
    const conference = await stack.conference(owner);
    const link = await stack.guestLink(conference.bearer, conference.roomId);
    const guest = await stack.session(await stack.guest(link.token, "Gast"));
    expect(problemCode(await askWith(guest, ["@a:b.example"]))).toBe("forbidden");
    const found = await stack.ask("GET", `${PATH}?search=be`, { bearer: guest });
    expect(problemCode(found)).toBe("forbidden");
    expect((await stack.ask("POST", PATH, { body: { ids: ["@a:b.example"] } })).status).toBe(401);
    expect((await stack.ask("GET", `${PATH}?search=be`)).status).toBe(401);
  });

  it("asks for 200 at once, of any server, and in whole ids", async () => {
    const ids = Array.from({ length: MOST_PEOPLE_ASKED }, () => desk.person("wer"));
    expect(await ask([...ids.slice(1), "@bernd:elsewhere.example"])).toEqual([]);
    expect(problemCode(await askWith(bearer, [...ids, desk.person("x")]))).toBe("invalid-request");
    expect(problemCode(await askWith(bearer, []))).toBe("invalid-request");
    expect(problemCode(await askWith(bearer, ["__proto__"]))).toBe("invalid-request");
  });
});

describe("a colleague", () => {
  it("is coming until the wave has made the account, and again in the old system when it is taken back", async () => {
    const wave = await waveOn("2099-02-02");
    const tag = randomBytes(5).toString("hex");
    const [bernd, left, other] = [desk.person("bernd"), desk.person("left"), desk.person("other")];
    await desk.add(wave, [
      accountItem(bernd, {
        displayName: `Bernd <b>${tag}</b>`,
        source: `sip:Bernd.${tag}@land.example`,
      }),
      accountItem(left, { displayName: `Weg ${tag}`, active: false }),
      accountItem(other, { displayName: `Ohne ${tag}`, source: `Nr. ${tag}` }),
    ]);
    const coming = {
      userId: bernd,
      side: "coming",
      name: `Bernd <b>${tag}</b>`,
      day: "2099-02-02",
      address: `Bernd.${tag}@land.example`,
    };
    const unreachable = { userId: other, side: "coming", name: `Ohne ${tag}`, day: "2099-02-02" };
    expect(await ask([bernd, left, "@bernd:elsewhere.example"])).toEqual([coming]);
    expect(await search(tag)).toEqual([coming, unreachable]);
    expect(await search(`${tag.toUpperCase()} bErNd`)).toEqual([coming]);
    expect(await search(`bernd.${tag}@land`)).toEqual([coming]);
    for (const nothing of [`${tag}%`, `${tag} __`, `${tag}'--`]) {
      expect(await search(nothing)).toEqual([]);
    }
    const short = await stack.ask("GET", `${PATH}?search=%20b%20`, { bearer });
    expect(problemCode(short)).toBe("invalid-request");

    await desk.act(wave, "start");
    await desk.reaches(wave, "done");
    expect(await ask([bernd, left])).toEqual([
      { userId: bernd, side: "here", name: `Bernd <b>${tag}</b>` },
    ]);
    expect(await search(tag)).toEqual([]);

    await desk.rollBack(wave);
    const { day, ...withoutDay } = coming;
    expect(day).toBe("2099-02-02");
    expect(await ask([bernd, left])).toEqual([withoutDay]);
    // The same person under another id: nobody comes under the old one any more.
    const again = desk.person("bernd");
    await desk.add(await waveOn("2099-03-02"), [
      accountItem(again, { displayName: "Bernd", source: `SIP:bernd.${tag}@land.example` }),
    ]);
    expect((await ask([bernd, again])).map(({ userId }) => userId)).toEqual([again]);
  });

  it("is not taken for somebody whose id it would have been", async () => {
    const wave = await desk.wave();
    const { userId: taken } = await stack.colleague();
    const twice = desk.person("twice");
    await desk.add(wave, [accountItem(taken), accountItem(twice)]);
    await desk.add(wave, [accountItem(twice, { source: "another@land.example" })]);
    await desk.run(wave, []);
    expect(await ask([taken, twice])).toEqual([]);
  });
});

describe("an agency", () => {
  const schema = `sides_${randomBytes(5).toString("hex")}`;
  let admin: Pool;
  let pool: Pool;
  beforeAll(async () => {
    const connection = connectionOf(stack.config);
    admin = new Pool(connection);
    await admin.query(`CREATE SCHEMA ${schema}`);
    pool = new Pool({ ...connection, options: `-c search_path=${schema}` });
    for (const table of ["migration_waves", "migration_items"]) {
      await pool.query(`CREATE TABLE ${table} (LIKE public.${table} INCLUDING ALL)`);
    }
    await pool.query(
      "INSERT INTO migration_waves (name, label, created_by) VALUES ('w', 'W', 'x')",
    );
  });
  afterAll(async () => {
    await pool.end();
    await admin.query(`DROP SCHEMA ${schema} CASCADE`);
    await admin.end();
  });

  it("does not move where nobody is coming, and asks 70,000 people cheaply while it does", async () => {
    expect(await sidesOf(pool, ["@a:b.example"])).toEqual({ moving: false, people: [] });
    await pool.query(
      `INSERT INTO migration_items (kind, key, wave, name, source, payload, digest, state, made)
       SELECT 'account', '@p' || n || ':b.example', 'w', 'Person ' || n, 'p' || n || '@b.example',
         '{"active":true}', '', CASE WHEN n % 2 = 0 THEN 'queued' ELSE 'done' END,
         '{"created":true}' FROM generate_series(1, 70000) n`,
    );
    await pool.query("ANALYZE migration_items");
    const ids = Array.from({ length: MOST_PEOPLE_ASKED }, (_, n) => `@p${n * 300 + 1}:b.example`);
    const before = performance.now();
    const { moving, people } = await sidesOf(pool, ids);
    const asked = performance.now() - before;
    expect([moving, people.length]).toEqual([true, MOST_PEOPLE_ASKED]);
    const found = await findComing(pool, "person 69998", "@x:b.example");
    const searched = performance.now() - before - asked;
    expect(found.people.map(({ name }) => name)).toEqual(["Person 69998"]);
    console.info(`asked ${asked.toFixed(0)} ms, searched ${searched.toFixed(0)} ms`);
    // Many times what was measured: a search through the whole table for each id takes far longer.
    expect(asked).toBeLessThan(1_000);
    await pool.query("DELETE FROM migration_items WHERE state = 'queued'");
    expect((await sidesOf(pool, ids)).moving).toBe(false);
  });
});
