import { randomBytes } from "node:crypto";
import { meetingSchema } from "@plenum/model";
import {
  myMovedMeetingsSchema,
  type MigrationItemInput,
  type MyMovedMeeting,
} from "@plenum/model/migration";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MailingReplica } from "../../testing/mailing-replica.ts";
import { accountItem, MigrationDesk } from "../../testing/migration.ts";
import { problemCode, Stack, until, type Answer, type Person } from "../../testing/stack.ts";

const YEAR = new Date().getUTCFullYear() + 1;
const DOMAIN = "skype.example";
const PATH = "/api/v1/migration/my-meetings";

let stack: Stack;
let desk: MigrationDesk;
let replica: MailingReplica;
let anna: Person;
let bearer: string;
beforeAll(async () => {
  stack = await Stack.open();
  desk = await MigrationDesk.open(stack);
  replica = await MailingReplica.start(stack);
  anna = await stack.colleague("Anna Schmidt");
  bearer = await stack.session(anna);
});
afterAll(() => replica.stop());

/** A series of three with one date left out and one moved, and two people, of whom one has an account. */
function series(id: string, addresses: { readonly colleague: string; readonly guest: string }) {
  const zone = "TZID=W. Europe Standard Time";
  const link = `https://meet.${DOMAIN}/anna.schmidt/${id}`;
  const common = [
    `UID:uid-${id}`,
    "SUMMARY:Jour fixe",
    `LOCATION:Skype-Besprechung\\; Raum 2.14`,
    `DESCRIPTION:Bitte lesen.\\n\\n${".".repeat(80)}\\n<${link}>\\n${".".repeat(80)}`,
    'ORGANIZER;CN="Schmidt, Anna":mailto:anna.schmidt@land.example',
    `ATTENDEE;PARTSTAT=ACCEPTED;CN=Bernd:mailto:${addresses.colleague}`,
    `ATTENDEE;ROLE=OPT-PARTICIPANT;CN=Erika:mailto:${addresses.guest}`,
  ];
  const ics = [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    ...common,
    "SEQUENCE:3",
    `DTSTART;${zone}:${YEAR}0301T093000`,
    `DTEND;${zone}:${YEAR}0301T103000`,
    "RRULE:FREQ=WEEKLY;COUNT=4",
    `EXDATE;${zone}:${YEAR}0308T093000`,
    "END:VEVENT",
    "BEGIN:VEVENT",
    ...common,
    "SEQUENCE:5",
    `RECURRENCE-ID;${zone}:${YEAR}0315T093000`,
    `DTSTART;${zone}:${YEAR}0316T140000`,
    `DTEND;${zone}:${YEAR}0316T150000`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
  return { link, calendar: { uid: `uid-${id}`, sequence: 5, ics } };
}

interface Moving {
  readonly wave: string;
  readonly key: string;
  readonly link: string;
  readonly colleague: string;
  readonly guest: string;
  readonly bernd: string;
}

/** A wave that lays one meeting before Anna. */
async function prepared(change: { readonly dated?: boolean } = {}): Promise<Moving> {
  const id = randomBytes(5).toString("hex").toUpperCase();
  const wave = await desk.wave();
  await desk.ask("PUT", wave, { label: "Probe", day: `${YEAR + 1}-02-02` });
  const bernd = desk.person("bernd");
  const colleague = `bernd-${id.toLowerCase()}@land.example`;
  const guest = `erika-${id.toLowerCase()}@bund.example`;
  const { link, calendar } = series(id, { colleague, guest });
  const meeting: MigrationItemInput = {
    kind: "meeting",
    key: id,
    joinUrl: link,
    organiser: anna.userId,
    subject: "Jour fixe",
    ...(change.dated === false ? {} : { calendar }),
  };
  await desk.run(wave, [accountItem(bernd, { source: colleague }), meeting]);
  return { wave, key: id, link, colleague, guest, bernd };
}

async function mine(key: string, of = bearer): Promise<MyMovedMeeting | undefined> {
  const answer = await stack.ask("GET", PATH, { bearer: of });
  return myMovedMeetingsSchema.parse(answer.body).meetings.find((each) => each.key === key);
}

function approve(keys: readonly string[], of = bearer): Promise<Answer> {
  return replica.ask("POST", `${PATH}/approve`, { bearer: of, body: { keys } });
}

/** As the proxy of the old host asks. */
function open(link: string): Promise<Answer> {
  const { host, pathname } = new URL(link);
  return stack.ask("GET", `/api/v1/migration/links/${host}${pathname}?sl=1`, {
    headers: { "accept-language": "de" },
  });
}

describe("a meeting of the former system", () => {
  it("is laid before its organiser alone, and nothing is sent", async () => {
    const { key, link, colleague } = await prepared();
    expect(await mine(key)).toMatchObject({
      state: "prepared",
      oldLink: link,
      meeting: {
        title: "Jour fixe",
        description: "Bitte lesen.",
        places: ["Raum 2.14"],
        start: `${YEAR}-03-01T09:30`,
        timeZone: "Europe/Berlin",
        exceptions: [{ cancelled: true }, { start: `${YEAR}-03-16T14:00` }],
      },
    });
    const other = await stack.session(await stack.colleague());
    expect(await mine(key, other)).toBeUndefined();
    expect(problemCode(await approve([key], other))).toBe("not-found");
    expect(replica.catcher.of(colleague)).toEqual([]);
    const page = await open(link);
    expect(page.status).toBe(404);
    expect(page.body).toContain(`wechselt am 2. Februar ${YEAR + 1} zu Plenum`);
  });

  it("is sent once, however often it is approved, as a change of the same appointment", async () => {
    const { key, link, colleague, guest, bernd } = await prepared();
    const answers = await Promise.all([approve([key]), approve([key, key]), approve([key])]);
    const ids = answers.map(({ body }) => myMovedMeetingsSchema.parse(body).meetings[0]?.meetingId);
    expect(new Set(ids).size).toBe(1);
    const moved = await until(async () => {
      const now = await mine(key);
      return now?.state === "sent" ? now : undefined;
    });
    expect((await approve([key])).status).toBe(200);
    for (const address of [colleague, guest]) {
      const [mail, ...more] = replica.catcher.of(address);
      expect(more).toEqual([]);
      const calendar = mail?.calendar ?? "";
      for (const line of [
        "METHOD:REQUEST",
        `UID:uid-${key}`,
        "SEQUENCE:6",
        "RRULE:FREQ=WEEKLY;BYDAY=",
        `EXDATE;TZID="Europe/Berlin":${YEAR}0308T093000`,
        `RECURRENCE-ID;TZID="Europe/Berlin":${YEAR}0315T093000`,
        `DTSTART;TZID="Europe/Berlin":${YEAR}0316T140000`,
        "mailto:anna.schmidt@land.example",
        "LOCATION:Raum 2.14",
      ]) {
        expect(calendar).toContain(line);
      }
      expect(`${calendar}${mail?.mail.text ?? ""}`).not.toContain(`meet.${DOMAIN}`);
    }
    expect(replica.catcher.of(colleague)[0]?.calendar).toContain("PARTSTAT=ACCEPTED");
    expect(replica.catcher.of(colleague)[0]?.calendar).toContain(`URL:${moved.newLink ?? "?"}`);
    // Whoever has no account has a link of their own, which the old one does not give away.
    expect(replica.catcher.of(guest)[0]?.calendar).toContain("/join/");
    const { people, exceptions, uid } = meetingSchema.parse(
      (await stack.ask("GET", `/api/v1/meetings/${moved.meetingId ?? ""}`, { bearer })).body,
    );
    expect(uid).toBe(`uid-${key}`);
    expect(exceptions).toHaveLength(2);
    expect(people).toMatchObject([{ userId: bernd, answer: "accepted" }, { mail: guest }]);
    const redirect = await open(link);
    expect(redirect.status).toBe(302);
    expect(redirect.headers.get("location")).toBe(moved.newLink);
    expect(redirect.headers.get("location")).not.toContain("/join/");
  });

  it("that has no date is told, and approving it does nothing to the others", async () => {
    const { key } = await prepared({ dated: false });
    const other = await prepared();
    expect(await mine(key)).toMatchObject({ state: "impossible", problem: "undated" });
    expect(problemCode(await approve([other.key, key]))).toBe("conflict");
    expect((await mine(other.key))?.state).toBe("prepared");
  });

  it("is taken back as long as nobody has approved it", async () => {
    const [waiting, approved] = [await prepared(), await prepared()];
    await approve([approved.key]);
    const [undone, kept] = [
      await desk.rollBack(waiting.wave),
      await desk.rollBack(approved.wave),
    ].map((items) => items.find(({ kind }) => kind === "meeting"));
    expect(undone?.state).toBe("undone");
    expect(await mine(waiting.key)).toBeUndefined();
    expect(kept).toMatchObject({ state: "kept", problem: "approved" });
    expect(await mine(approved.key)).toMatchObject({ meetingId: expect.any(String) });
  });
});
