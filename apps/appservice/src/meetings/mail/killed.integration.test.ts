import { randomUUID } from "node:crypto";
import { meetingSchema, type Meeting } from "@plenum/model";
import { Pool } from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectionOf } from "../../database/database.ts";
import { RoomReader } from "../../matrix/room-reader.ts";
import { ServiceAccount } from "../../matrix/service-account.ts";
import { MailCatcher, type CaughtMail } from "../../testing/mail-catcher.ts";
import { Stack, until, type Person } from "../../testing/stack.ts";
import { PersonKeys } from "../keys.ts";
import { MeetingStore } from "../meeting-store.ts";
import { MeetingPeopleStore } from "../people-store.ts";
import { ConferencePins } from "../phone/pins.ts";
import { MeetingMailStore } from "./mail-store.ts";
import { MeetingMailSender } from "./sender.ts";

const YEAR = new Date().getUTCFullYear() + 1;
const log = pino({ level: "silent" });
const catcher = new MailCatcher();

let stack: Stack;
let pool: Pool;
let anna: Person;
let bearer: string;
beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  anna = await stack.colleague("Anna Schmidt");
  bearer = await stack.session(anna);
  await catcher.start();
});
afterAll(async () => {
  await catcher.stop();
  await pool.end();
});

/** Dies after the mail server has said 250, and before that is written down. */
class KilledStore extends MeetingMailStore {
  override done(): Promise<void> {
    return Promise.reject(new Error("killed"));
  }

  override postpone(): Promise<void> {
    return Promise.reject(new Error("killed"));
  }
}

function sender(mails: MeetingMailStore): MeetingMailSender {
  const keys = new PersonKeys(stack.config);
  const mail = { host: "127.0.0.1", port: catcher.port, secure: false, from: "plenum@a.example" };
  return new MeetingMailSender({
    config: stack.config,
    mail,
    mails,
    store: new MeetingStore(pool),
    people: new MeetingPeopleStore(pool, keys),
    rooms: new RoomReader(stack.config, new ServiceAccount(stack.config, pool, log)),
    pins: new ConferencePins(pool, undefined),
    keys,
    // Nobody enters through these mails.
    links: { ensure: () => Promise.resolve(undefined) },
    log,
  });
}

/** Sends what is due. */
async function send(mails: MeetingMailStore): Promise<void> {
  const one = sender(mails);
  try {
    await one.run();
  } finally {
    await one.stop();
  }
}

let meeting: Meeting;
let address: string;
beforeEach(async () => {
  // What other tests have left behind would be sent, and die, first.
  await pool.query("UPDATE meeting_mails SET state = 'failed' WHERE state = 'waiting'");
  address = `erika-${randomUUID()}@b.example`;
  const answer = await stack.ask("POST", "/api/v1/meetings", {
    bearer,
    body: {
      title: "Jour fixe",
      start: `${YEAR}-03-01T09:30`,
      minutes: 60,
      timeZone: "Europe/Berlin",
      encrypted: false,
      people: [{ mail: address, name: "Erika" }],
    },
  });
  meeting = meetingSchema.parse(answer.body);
  await queue(1);
});

/** What the appservice queues where it has a mail server, once the room shows that version. */
async function queue(version: number, kind: "request" | "cancel" = "request"): Promise<void> {
  const found = await pool.query<{ id: string }>(
    "SELECT id FROM meeting_people WHERE meeting_id = $1",
    [meeting.id],
  );
  const client = await pool.connect();
  try {
    const mail = { version, kind, original: undefined };
    const ids = found.rows.map(({ id }) => id);
    await new MeetingMailStore(pool).queue(ids, mail, client);
  } finally {
    client.release();
  }
  await until(async () => {
    const { rowCount } = await pool.query(
      "SELECT 1 FROM meetings WHERE id = $1 AND settled_version >= $2",
      [meeting.id, version],
    );
    return rowCount === 1 ? true : undefined;
  });
}

/** The lease of whoever was killed has run out. */
async function later(): Promise<void> {
  await pool.query("UPDATE meeting_mails SET due_at = now() WHERE state = 'waiting'");
}

function lines({ calendar }: CaughtMail, ...names: readonly string[]): readonly string[] {
  return calendar.split(/\r?\n/).filter((line) => names.some((name) => line.startsWith(name)));
}

describe("whoever is killed between the mail server's 250 and the note of it", () => {
  it("leaves a mail to be sent again that is known by its Message-ID, SEQUENCE and DTSTAMP", async () => {
    await expect(send(new KilledStore(pool))).rejects.toThrow("killed");
    expect(catcher.of(address)).toHaveLength(1);
    await later();
    await send(new MeetingMailStore(pool));
    const [first, second] = catcher.of(address);
    if (first === undefined || second === undefined) throw new Error("not sent again");
    expect(second.mail.messageId).toBe(first.mail.messageId);
    expect(second.calendar).toBe(first.calendar);
    expect(lines(second, "SEQUENCE")).toEqual(["SEQUENCE:1"]);
    expect(lines(second, "DTSTAMP")).toEqual(lines(first, "DTSTAMP"));
    await later();
    await send(new MeetingMailStore(pool));
    expect(catcher.of(address)).toHaveLength(2);
  });

  it("is told that the meeting is off, since the invitation may have arrived", async () => {
    await expect(send(new KilledStore(pool))).rejects.toThrow("killed");
    await stack.ask("POST", `/api/v1/meetings/${meeting.id}/cancel`, { bearer, body: {} });
    await queue(2, "cancel");
    await later();
    await send(new MeetingMailStore(pool));
    expect(catcher.of(address).map((mail) => lines(mail, "METHOD"))).toEqual([
      ["METHOD:REQUEST"],
      ["METHOD:CANCEL"],
    ]);
  });

  it("never hides a change that was made meanwhile behind the former Message-ID", async () => {
    await expect(send(new KilledStore(pool))).rejects.toThrow("killed");
    await stack.ask("PATCH", `/api/v1/meetings/${meeting.id}`, {
      bearer,
      body: { version: 1, start: `${YEAR}-03-02T10:00` },
    });
    await queue(2);
    await later();
    await send(new MeetingMailStore(pool));
    const mails = catcher.of(address);
    expect(mails.map((mail) => lines(mail, "SEQUENCE"))).toEqual([["SEQUENCE:1"], ["SEQUENCE:2"]]);
    expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(2);
    await later();
    await send(new MeetingMailStore(pool));
    expect(catcher.of(address)).toHaveLength(2);
  });
});

describe("a colleague's mail", () => {
  it("is in the language that was chosen in the client", async () => {
    const path = `/user/${encodeURIComponent(anna.userId)}/account_data/chat.plenum.language`;
    await stack.matrix(anna, "PUT", path, { language: "en" });
    await send(new MeetingMailStore(pool));
    const [mail] = catcher.of(address);
    // Erika's language is not known: that of whoever invites comes first, then the other.
    expect(mail?.mail.subject).toBe("Invitation: Jour fixe");
    expect(mail?.mail.text).toContain("lädt Sie zu einer Besprechung ein");
  });
});
