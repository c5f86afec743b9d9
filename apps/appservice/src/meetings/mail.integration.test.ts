import { randomUUID } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createTransport } from "nodemailer";
import {
  guestLinkPreviewSchema,
  meetingSchema,
  type InstallationConfig,
  type Meeting,
} from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger } from "../logging/logger.ts";
import { startService, type RunningService } from "../service.ts";
import { CuttableLine } from "../testing/cuttable-line.ts";
import { MailCatcher } from "../testing/mail-catcher.ts";
import { problemCode, Stack, until, type Answer, type Person } from "../testing/stack.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));
const YEAR = new Date().getUTCFullYear() + 1;
const SECRET = "secret-of-the-telephone-gateway";

const catcher = new MailCatcher();
let stack: Stack;
let anna: Person;
let bearer: string;
let repliesPort: number;
let replicas: readonly Replica[] = [];
let homeserver: CuttableLine;
let meetingWithRoom: Meeting;

/** A replica of the appservice beside the running one. */
interface Replica {
  readonly url: string;
  readonly service: RunningService;
}

beforeAll(async () => {
  stack = await Stack.open();
  anna = await stack.colleague("Anna „Rot“ Schmidt");
  bearer = await stack.session(anna);
  await catcher.start();
  homeserver = await CuttableLine.to(new URL(stack.config.synapse.url));
  repliesPort = await freePort();
  replicas = [await replica(repliesPort), await replica()];
});

afterAll(async () => {
  for (const { service } of replicas) await service.stop();
  await catcher.stop();
  homeserver.end();
});

async function replica(ownRepliesPort?: number): Promise<Replica> {
  const port = await freePort();
  const config: InstallationConfig = {
    ...stack.config,
    ports: { ...stack.config.ports, appservice: port },
    synapse: { ...stack.config.synapse, url: homeserver.url },
    mail: {
      host: "127.0.0.1",
      port: catcher.port,
      secure: false,
      from: "plenum@a.example",
      replies: {
        port: ownRepliesPort ?? (await freePort()),
        protocol: "lmtp",
        domain: "antworten.a.example",
      },
    },
    dialIn: {
      numbers: [{ country: "DE", number: "+49 30 1234-0", tollFree: false }],
      secret: SECRET,
    },
  };
  const log = createLogger("silent");
  const service = await startService(config, MIGRATIONS, log, new AbortController().signal);
  await service.ready;
  return { url: `http://127.0.0.1:${port}`, service };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function ask(method: "GET" | "POST" | "PATCH", path: string, body?: unknown): Promise<Answer> {
  const url = `${replicas[0]?.url ?? ""}/api/v1${path}`;
  return stack.ask(method, url, { bearer, ...(body === undefined ? {} : { body }) });
}

async function schedule(address: string, wish: object = {}): Promise<Meeting> {
  const answer = await ask("POST", "/meetings", {
    title: "Jour <b>fixe</b>",
    description: "Bitte <script>pünktlich</script>\nDanke",
    start: `${YEAR}-03-01T09:30`,
    minutes: 60,
    timeZone: "Europe/Berlin",
    encrypted: false,
    people: [{ mail: address, name: 'Erika "Eri" Muster\r\nBcc: eve@evil.example' }],
    ...wish,
  });
  return meetingSchema.parse(answer.body);
}

function newAddress(): string {
  return `erika-${randomUUID()}@b.example`;
}

async function read(id: string): Promise<Meeting> {
  return meetingSchema.parse((await ask("GET", `/meetings/${id}`)).body);
}

/** Mails to somebody, once there are so many. */
function mailsTo(address: string, count: number): Promise<MailCatcher["caught"]> {
  return until(() => {
    const mails = catcher.of(address);
    return Promise.resolve(mails.length >= count ? [...mails] : undefined);
  });
}

/** Waits until nothing is left to be sent about a meeting. */
async function delivered(id: string): Promise<Meeting> {
  return until(async () => {
    const meeting = await read(id);
    return meeting.people.every(({ delivery }) => delivery !== "waiting") ? meeting : undefined;
  });
}

function lineOf(calendar: string, name: string): string {
  return calendar.split(/\r?\n/).find((line) => line.startsWith(name)) ?? "";
}

describe("an invitation by mail", () => {
  it("brings time, own guest link and telephone PIN; a change and a cancellation follow, each once", async () => {
    const address = newAddress();
    const { id, version } = await schedule(address);
    const [first] = await mailsTo(address, 1);
    expect(first?.mail.subject).toMatch(/^(?:Einladung|Invitation): Jour <b>fixe<\/b>$/);
    expect(first?.mail.headers.filter(({ key }) => key === "bcc")).toEqual([]);
    expect(first?.mail.html).toContain("Jour &lt;b&gt;fixe&lt;/b&gt;");
    expect(first?.mail.html).not.toContain("<script>");
    const calendar = first?.calendar ?? "";
    expect(lineOf(calendar, "METHOD")).toBe("METHOD:REQUEST");
    expect(lineOf(calendar, "SEQUENCE")).toBe("SEQUENCE:1");
    expect(lineOf(calendar, "ORGANIZER")).toMatch(
      /mailto:antwort-[a-z2-7]{24}@antworten\.a\.example$/,
    );
    const meeting = await delivered(id);
    meetingWithRoom = meeting;
    expect(meeting.people).toMatchObject([{ mail: address, delivery: "sent" }]);
    expect(first?.mail.text?.replaceAll(" ", "")).toContain(`PIN:${meeting.dialIn?.pin ?? "none"}`);
    const token = /\/join\/([\w-]+)/.exec(first?.mail.text ?? "")?.[1] ?? "";
    const preview = await stack.ask("GET", `/api/v1/guest-links/${token}`);
    expect([200, 403]).toContain(preview.status);
    expect(problemCode(preview) ?? guestLinkPreviewSchema.parse(preview.body).title).toMatch(
      /guest-link-not-yet|Jour/,
    );

    await ask("PATCH", `/meetings/${id}`, { version, start: `${YEAR}-03-02T10:00` });
    await mailsTo(address, 2);
    await ask("POST", `/meetings/${id}/cancel`, { reason: "Streik" });
    const mails = await mailsTo(address, 3);
    await delivered(id);
    expect(mails.map(({ calendar: text }) => lineOf(text, "SEQUENCE"))).toEqual([
      "SEQUENCE:1",
      "SEQUENCE:2",
      "SEQUENCE:3",
    ]);
    expect(lineOf(mails[2]?.calendar ?? "", "METHOD")).toBe("METHOD:CANCEL");
    expect(mails[2]?.mail.text).toContain("Streik");
    const ended = await until(async () => {
      const code = problemCode(await stack.ask("GET", `/api/v1/guest-links/${token}`));
      return code === "guest-link-revoked" ? code : undefined;
    });
    expect(ended).toBe("guest-link-revoked");
    expect(catcher.of(address)).toHaveLength(3);
  });

  it("waits for a mail server that is away, and then comes once", async () => {
    const address = newAddress();
    await catcher.stop();
    const { id } = await schedule(address);
    const waiting = await until(async () => {
      const meeting = await read(id);
      return meeting.roomId === undefined ? undefined : meeting.people[0]?.delivery;
    });
    expect(waiting).toBe("waiting");
    await catcher.start();
    await mailsTo(address, 1);
    expect((await delivered(id)).people[0]?.delivery).toBe("sent");
    expect(catcher.of(address)).toHaveLength(1);
  });

  it("comes once to each of many, although the process that sends is ended in the middle", async () => {
    const people = Array.from({ length: 12 }, () => ({ mail: newAddress(), name: "" }));
    const dying = await replica();
    let taken = 0;
    let stopping: Promise<void> | undefined;
    catcher.beforeTaking = () => {
      taken += 1;
      if (taken === 4) stopping = dying.service.stop();
      return Promise.resolve();
    };
    const { id } = await schedule(people[0]?.mail ?? "", { people });
    await Promise.all(people.map(({ mail }) => mailsTo(mail, 1)));
    await delivered(id);
    await stopping;
    catcher.beforeTaking = () => Promise.resolve();
    expect(people.map(({ mail }) => catcher.of(mail).length)).toEqual(people.map(() => 1));
  });
});

describe("a homeserver that is away", () => {
  it("keeps nobody from scheduling; what has to be asked there is answered with a clear problem", async () => {
    const address = newAddress();
    const stranger = await stack.session(await stack.colleague());
    homeserver.cut();
    try {
      const { id } = await schedule(address);
      expect((await read(id)).roomId).toBeUndefined();
      const url = `${replicas[0]?.url ?? ""}/api/v1/meetings/${id}`;
      const moved = await ask("PATCH", `/meetings/${id}`, { version: 1, title: "Später" });
      expect(meetingSchema.parse(moved.body).version).toBe(2);
      const room = meetingWithRoom.roomId ?? "";
      const elsewhere = { title: "x", start: `${YEAR}-03-01T09:30`, minutes: 60, timeZone: "UTC" };
      const refused = await ask("POST", "/meetings", { ...elsewhere, roomId: room });
      expect([refused.status, problemCode(refused)]).toEqual([503, "homeserver-unavailable"]);
      expect(problemCode(await stack.ask("GET", url, { bearer: stranger }))).toMatch(
        /not-found|homeserver-unavailable/,
      );
    } finally {
      homeserver.mend();
    }
    const mails = await mailsTo(address, 1);
    expect(mails.map(({ mail }) => mail.subject?.endsWith("Später"))).toEqual([true]);
  });
});

describe("an answer by mail", () => {
  it("counts for whom the address was given to, and nothing else does", async () => {
    const address = newAddress();
    const { id, uid } = await schedule(address, {
      recurrence: { frequency: "weekly", count: 3 },
    });
    const [mail] = await mailsTo(address, 1);
    const to = lineOf(mail?.calendar ?? "", "ORGANIZER").split("mailto:")[1] ?? "";
    const answered = async (): Promise<string | undefined> => (await read(id)).people[0]?.answer;

    expect(
      await answer(to.toUpperCase(), [
        `UID:${uid}`,
        attendee("ACCEPTED"),
        "DTSTAMP:20260101T000000Z",
      ]),
    ).toBe("taken");
    expect(await answered()).toBe("accepted");
    // Older than what is known, about another meeting, too large, to a stranger's address: nothing.
    await answer(to, [`UID:${uid}`, attendee("DECLINED"), "DTSTAMP:20250101T000000Z"]);
    await answer(to, ["UID:another", attendee("DECLINED")]);
    expect(await answer(to, [`UID:${uid}`, attendee("DECLINED")], { size: 400_000 })).toBe(
      "refused",
    );
    const strangers = `antwort-${"a".repeat(24)}@antworten.a.example`;
    expect(await answer(strangers, [`UID:${uid}`, attendee("DECLINED")])).toBe("refused");
    expect(await answer("postmaster@a.example", [`UID:${uid}`])).toBe("refused");
    expect(await answered()).toBe("accepted");
    await answer(to, [`UID:${uid}`, attendee("TENTATIVE"), "DTSTAMP:20260102T000000Z"]);
    expect(await answered()).toBe("tentative");
  });
});

describe("a telephone gateway", () => {
  it("learns the conference of a PIN in Jitsi's form, with the secret alone", async () => {
    const { id } = await schedule(newAddress());
    const { dialIn } = await delivered(id);
    const pin = dialIn?.pin ?? "";
    const found = await mapper(`conference-mapper?id=${pin}`, SECRET);
    expect(found.body).toEqual({
      message: "Successfully retrieved conference mapping",
      id: Number(pin),
      conference: expect.stringMatching(`@${stack.config.conference.mucDomain}$`) as string,
    });
    const jid = (found.body as { conference: string }).conference;
    const back = await mapper(`conference-mapper?conference=${encodeURIComponent(jid)}`, SECRET);
    expect(back.body).toMatchObject({ id: Number(pin), conference: jid });
    const unknown = await mapper("conference-mapper?id=1234567890", SECRET);
    expect(unknown.body).toMatchObject({ conference: false });
    expect((await mapper("numbers", SECRET)).body).toEqual([
      { countryCode: "DE", formattedNumber: "+49 30 1234-0", tollFree: false },
    ]);
    const refused = await Promise.all([
      mapper(`conference-mapper?id=${pin}`, undefined),
      mapper(`conference-mapper?id=${pin}`, "guessed"),
      mapper("numbers", "guessed"),
    ]);
    expect(refused.map(problemCode)).toEqual(Array.from({ length: 3 }, () => "unauthorised"));
    await ask("POST", `/meetings/${id}/cancel`, {});
    expect((await mapper(`conference-mapper?id=${pin}`, SECRET)).body).toMatchObject({
      conference: false,
    });
  });
});

async function answer(
  to: string,
  lines: readonly string[],
  extra: { readonly size?: number } = {},
): Promise<string> {
  const transport = createTransport({
    host: "127.0.0.1",
    port: repliesPort,
    lmtp: true,
    ignoreTLS: true,
  });
  try {
    const sent = await transport.sendMail({
      from: "somebody@else.example",
      to,
      subject: "Zugesagt",
      text: "x".repeat(extra.size ?? 10),
      icalEvent: {
        method: "REPLY",
        content: [
          "BEGIN:VCALENDAR",
          "VERSION:2.0",
          "METHOD:REPLY",
          "BEGIN:VEVENT",
          ...lines,
          "END:VEVENT",
          "END:VCALENDAR",
          "",
        ].join("\r\n"),
      },
    });
    return sent.rejected.length > 0 ? "refused" : "taken";
  } catch (error) {
    return error instanceof Error ? "refused" : "unknown";
  } finally {
    transport.close();
  }
}

function attendee(partstat: string): string {
  return `ATTENDEE;PARTSTAT=${partstat}:mailto:someone@else.example`;
}

function mapper(query: string, secret: string | undefined): Promise<Answer> {
  return stack.ask(
    "GET",
    `${replicas[0]?.url ?? ""}/api/v1/phone/${query}`,
    secret === undefined ? {} : { bearer: secret },
  );
}
