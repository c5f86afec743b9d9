import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CONTACTS_TYPE, readContacts } from "@plenum/model";
import { myMovedMeetingsSchema, type MigrationKind } from "@plenum/model/migration";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MigrationDesk } from "../../../../appservice/src/testing/migration.ts";
import { Stack } from "../../../../appservice/src/testing/stack.ts";
import {
  chatFiles,
  contactsFile,
  peopleFiles,
  type TestExport,
} from "../../../../../packages/skype-export/src/testing/export-files.ts";

const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));
const DATA = dirname(process.env["PLENUM_CONFIG"] ?? "");

let desk: MigrationDesk;
let folder: string;
/** In every name of one test, since nothing of it goes away. */
let tag: string;
beforeAll(async () => {
  desk = await MigrationDesk.open(await Stack.open());
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plenum-run-"));
  tag = randomBytes(4).toString("hex");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(files: TestExport, waves: string): Promise<void> {
  const server = desk.stack.config.serverName;
  const rules = `servers: { ${domain()}: '${server}' }
signIn: { provider: oidc-test, id: userPrincipalName }
names: { suffix: '-${tag}' }
departments: { Amt: { space: 'Amt ${tag}', room: 'Runde ${tag}' } }
waves:
${waves}`;
  const all = { ...files, "migration.yaml": rules };
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
}

function domain(): string {
  return `d${tag}.example`;
}

function at(user: string): string {
  return `${user}@${domain()}`;
}

function id(user: string): string {
  return `@${user}-${tag}:${desk.stack.config.serverName}`;
}

/** Starts the real command. */
function started(...wishes: readonly string[]) {
  const command = ["apps/cli/bootstrap/bootstrap.mjs", "migrate", ...wishes];
  const rules = ["--rules", join(folder, "migration.yaml"), "--data", DATA, "--language", "en"];
  const child = spawn(process.execPath, [...command, ...rules], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const hear = (piece: Buffer): void => {
    text += piece.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, text }));
  return { child, ended };
}

const migrated = (...wishes: readonly string[]) => started(...wishes).ended;

/** What the command said where it did not end well. */
function problemsOf({
  code,
  text,
}: {
  readonly code: number | null;
  readonly text: string;
}): string {
  return code === 0 ? "" : `${code}: ${text}`;
}

/** What is made of a kind, and of which room. */
async function facts(wave: string, kind: MigrationKind): Promise<ReadonlyMap<string, string>> {
  const items = await desk.items(wave, `kind=${kind}`);
  return new Map(items.map(({ key, facts: made }) => [key, String(made["roomId"] ?? "")]));
}

async function membersOf(roomId: string): Promise<readonly string[]> {
  const answer = await desk.asAdmin("GET", `/v1/rooms/${encodeURIComponent(roomId)}/members`);
  return (answer.body as { readonly members: readonly string[] }).members.filter((one) =>
    one.includes(tag),
  );
}

function calendar(): string {
  const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const day = inAMonth.replaceAll("-", "");
  const link = `https://meet.${domain()}/anna/AB12${tag.toUpperCase()}`;
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    `UID:uid-${tag}`,
    "SEQUENCE:1",
    `DTSTART:${day}T090000Z`,
    `DTEND:${day}T100000Z`,
    "SUMMARY:Jour fixe <b>",
    `ORGANIZER:mailto:${at("anna")}`,
    `ATTENDEE:mailto:bernd.mail@${domain()}`,
    `ATTENDEE:mailto:gast@firma.example`,
    `X-MICROSOFT-ONLINEMEETINGEXTERNALLINK:${link}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

describe("An export of two waves, run by the command", () => {
  it("makes people, rooms, history, contacts and meetings, and nothing twice", async () => {
    const people = ["anna", "bernd", "carla"] as const;
    const link = `<a href="ma-filelink:store/${tag}.pdf">Plan.pdf</a>`;
    const lines = Array.from(
      { length: 120 },
      (_, number) => [at("bernd"), number === 50 ? link : `Zeile ${number}`] as const,
    );
    await put(
      {
        ...peopleFiles(
          people.map((user) => ({
            user,
            domain: domain(),
            name: `${user} ${tag}`,
            department: "Amt",
          })),
        ),
        ...contactsFile([
          { owner: at("anna"), groups: { "1": "Referat" }, contacts: { [at("bernd")]: "1" } },
          { owner: at("bernd") },
          { owner: at("carla"), blocked: [at("anna")] },
        ]),
        ...chatFiles([
          {
            id: `7${Number.parseInt(tag, 16)}`,
            name: `Kanal ${tag}`,
            members: [at("anna"), at("carla")],
            managers: [at("bernd")],
            lines,
          },
        ]),
        "anna.ics": calendar(),
        [`${tag}.pdf`]: `Plan ${tag}`,
      },
      `  - { name: 'Pilot ${tag}', people: [${at("anna")}], date: '2099-02-02' }\n  - { name: 'Rest ${tag}' }\notherwise: 'Rest ${tag}'\n`,
    );
    const [pilot, rest] = [`pilot-${tag}`, `rest-${tag}`];

    const first = await migrated("run", folder, "--wave", `Pilot ${tag}`);
    expect(problemsOf(first)).toBe("");
    expect(first.text).toContain(`${pilot} is done`);
    expect((await desk.state(pilot)).day).toBe("2099-02-02");
    expect((await desk.account(id("anna")))?.displayname).toBe(`anna ${tag}`);
    expect(await desk.account(id("bernd"))).toBeUndefined();
    const roomKey = `group-room/runde ${tag}/${pilot}`;
    const room = (await facts(pilot, "members")).get(roomKey) ?? "";
    expect(await membersOf(room)).toEqual([id("anna")]);
    expect(await facts(pilot, "channel")).toEqual(new Map());

    const second = await migrated("run", folder, "--wave", rest);
    expect(problemsOf(second)).toBe("");
    expect([...(await membersOf(room))].toSorted()).toEqual(people.map((user) => id(user)));
    const channel = [...(await facts(rest, "channel")).values()][0] ?? "";
    expect([...(await membersOf(channel))].toSorted()).toEqual(people.map((user) => id(user)));
    const messages = (await desk.events(id("carla"), channel)).filter(
      ({ type }) => type === "m.room.message",
    );
    const [file, ...more] = messages.filter(({ content }) => content["msgtype"] === "m.file");
    expect(more).toEqual([]);
    expect(file?.content).toMatchObject({
      filename: "Plan.pdf",
      info: { mimetype: "application/pdf" },
    });
    const said = messages.filter((message) => message !== file);
    expect(said).toHaveLength(lines.length);
    expect(said.map(({ origin_server_ts: time }) => time)).toEqual(
      lines.map((_, number) => Date.UTC(2018, 0, 1) + number * 60_000),
    );
    expect(JSON.stringify(said.at(-1)?.content)).toContain("Zeile 119");

    const path = `/user/${encodeURIComponent(id("anna"))}/account_data/${CONTACTS_TYPE}`;
    const contacts = readContacts((await desk.matrix(id("anna"), "GET", path)).body);
    expect(
      JSON.stringify(contacts, (_, value: unknown) => (value instanceof Map ? [...value] : value)),
    ).toContain(id("bernd"));
    const session = await desk.stack.session(await desk.signIn(id("anna")));
    const meetings = await desk.stack.ask("GET", "/api/v1/migration/my-meetings", {
      bearer: session,
    });
    expect(myMovedMeetingsSchema.parse(meetings.body).meetings).toMatchObject([
      { subject: "Jour fixe <b>", state: "prepared" },
    ]);

    // A later export of the chat, with nothing new in it.
    const later = new Date(Date.now() + 60_000);
    await utimes(join(folder, "tblChat.csv"), later, later);
    const before = [await desk.items(pilot), await desk.items(rest)];
    const again = await migrated("load", folder);
    expect(problemsOf(again)).toBe("");
    expect(again.text).toMatch(/pilot-\w+ is in the ledger: 0 new/);
    expect(again.text).toMatch(/rest-\w+ is in the ledger: 0 new/);
    expect(again.text).toMatch(/1 chat rooms are open already.*stays there/);
    expect(again.text).not.toContain("Nothing is made yet");
    expect([await desk.items(pilot), await desk.items(rest)]).toEqual(before);
  }, 600_000);

  it("killed while it sends, and started again, the ledger has everything once", async () => {
    const users = Array.from({ length: 2_500 }, (_, number) => `p${number}`);
    await put(
      {
        ...peopleFiles(users.map((user) => ({ user, domain: domain(), department: "Amt" }))),
        ...contactsFile(
          users.map((user, number) => ({
            owner: at(user),
            contacts: { [at(`p${(number + 1) % users.length}`)]: "" },
          })),
        ),
      },
      `  - { name: 'Alle ${tag}' }\notherwise: 'Alle ${tag}'\n`,
    );
    const wave = `alle-${tag}`;
    const file = join(folder, "items.ndjson");
    expect(await migrated("load", folder, "--to", file)).toMatchObject({ code: 0 });
    const all = (await readFile(file, "utf8")).trimEnd().split("\n").length;
    const refused = await migrated("load", folder, "--to", file);
    expect(refused).toMatchObject({ code: 2 });

    const { child, ended } = started("load", folder);
    const total = async (): Promise<number> => {
      const { kinds } = await desk.state(wave);
      return kinds.reduce((sum, kind) => sum + kind.total, 0);
    };
    // On a busy machine the export alone takes minutes, so nothing but its end says that it is in vain.
    while ((await total().catch(() => 0)) === 0 && child.exitCode === null) await wait(20);
    child.kill("SIGKILL");
    expect(await ended).toMatchObject({ code: null });
    const half = await total();
    expect(half).toBeLessThan(all);

    const again = await migrated("load", folder, "--wave", wave);
    expect(problemsOf(again)).toBe("");
    expect(await total()).toBe(all);
    const known = /: ([\d,]+) new, ([\d,]+) there already/.exec(again.text) ?? [];
    const [added, unchanged] = known.slice(1).map((text) => Number(text.replaceAll(",", "")));
    // What was on its way when the command died may still have come in.
    expect((added ?? 0) + (unchanged ?? 0)).toBe(all);
    expect(unchanged).toBeGreaterThanOrEqual(half);
    expect((await desk.state(wave)).state).toBe("planned");
  }, 600_000);
});

describe("What cannot be sent", () => {
  it("is said with exit code 2, and nothing is there", async () => {
    await put(
      peopleFiles([{ user: "anna", domain: domain() }]),
      `  - { name: 'Pilot ${tag}', people: [nobody@${domain()}] }\n`,
    );
    const nobody = await migrated("load", folder, "--wave", `pilot-${tag}`);
    expect(nobody).toMatchObject({ code: 2 });
    expect(nobody.text).toContain("Nobody in the wave");
    const other = await migrated("run", folder, "--wave", "other");
    expect(other).toMatchObject({ code: 2 });
    expect(other.text).toContain(`There are: pilot-${tag}`);
    await rm(join(folder, "CsUser.csv"));
    await writeFile(join(folder, "AdUsers.csv"), "broken");
    const stopped = await migrated("load", folder);
    expect(stopped).toMatchObject({ code: 2 });
    expect(stopped.text).toContain("nothing was sent");
    expect(await desk.ask("GET", `pilot-${tag}`)).toMatchObject({ status: 404 });
  }, 600_000);
});
