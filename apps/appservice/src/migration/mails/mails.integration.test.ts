import { randomBytes } from "node:crypto";
import {
  sendMailsResponseSchema,
  waveMailsSchema,
  type MigrationItemInput,
  type SendMailsRequest,
} from "@plenum/model/migration";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MailingReplica } from "../../testing/mailing-replica.ts";
import { accountItem, MigrationDesk } from "../../testing/migration.ts";
import { problemCode, Stack, until, type Answer } from "../../testing/stack.ts";

const TEMPLATE = "Betreff: Wechsel am {date}\n\nGuten Tag {name},\n{userId} {address} {contact}";

let stack: Stack;
let desk: MigrationDesk;
let replica: MailingReplica;
beforeAll(async () => {
  stack = await Stack.open();
  desk = await MigrationDesk.open(stack);
  replica = await MailingReplica.start(stack);
});
afterAll(() => replica.stop());

interface Wave {
  readonly wave: string;
  readonly addresses: readonly string[];
}

/** A wave of people who are to be moved: two with an address, one without, one who has left. */
async function planned(day: string | undefined = "2099-02-02"): Promise<Wave> {
  const wave = await desk.wave();
  await desk.ask("PUT", wave, { label: "Probe", ...(day === undefined ? {} : { day }) });
  const run = randomBytes(4).toString("hex");
  const addresses = [`anna-${run}@amt.example`, `bernd-${run}@amt.example`];
  const people = addresses.map((mail, index) => ({ mail, userId: desk.person(`p${index}`) }));
  const items: MigrationItemInput[] = [
    ...people.map(({ userId }) =>
      accountItem(userId, { displayName: "Anna\r\nBcc: eve@evil.example" }),
    ),
    ...people.map(({ userId, mail }) => ({ kind: "profile" as const, userId, mail })),
    accountItem(desk.person("without")),
    accountItem(desk.person("left"), { active: false }),
  ];
  await desk.add(wave, items);
  return { wave, addresses };
}

function write(wave: string, change: Partial<SendMailsRequest> = {}): Promise<Answer> {
  return replica.ask("POST", `/api/v1/migration/waves/${wave}/mails`, {
    bearer: desk.bearer,
    body: { stage: "t-14", language: "de", template: TEMPLATE, contact: "4711", ...change },
  });
}

function counts(answer: Answer): readonly number[] {
  const { queued, before, withoutAddress } = sendMailsResponseSchema.parse(answer.body);
  return [queued, before, withoutAddress];
}

async function sent(wave: string, number: number): Promise<void> {
  await until(async () => {
    const answer = await desk.ask("GET", `${wave}/mails`);
    const [stage] = waveMailsSchema.parse(answer.body).stages;
    return stage?.waiting === 0 && stage.sent === number ? true : undefined;
  });
}

describe("the people of a wave", () => {
  it("are shown their mails first, and get one of each stage, however often it is asked for", async () => {
    const { wave, addresses } = await planned();
    const shown = await write(wave);
    expect(counts(shown)).toEqual([2, 0, 1]);
    const { examples } = sendMailsResponseSchema.parse(shown.body);
    expect(examples[0]).toMatchObject({ subject: "Wechsel am Montag, 2. Februar 2099" });
    expect(examples[0]?.text).toContain("Guten Tag Anna Bcc: eve@evil.example,\n@p");
    const answers = await Promise.all([write(wave, { send: true }), write(wave, { send: true })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await sent(wave, 2);
    expect(counts(await write(wave, { send: true }))).toEqual([0, 2, 1]);
    for (const address of addresses) {
      const mails = replica.catcher.of(address);
      expect(mails).toHaveLength(1);
      expect(mails[0]?.to).toEqual([address]);
      expect(mails[0]?.mail.bcc).toBeUndefined();
      expect(mails[0]?.mail.html).toContain(`<a href="${stack.config.publicUrl}">`);
    }
  });

  it("get nothing of a template with mistakes, without a day, or on the day without an account", async () => {
    const { wave } = await planned();
    const wrong = await write(wave, { template: "Betreff: x\n\nGuten Tag {vorname}", send: true });
    expect(problemCode(wrong)).toBe("invalid-request");
    expect(JSON.stringify(wrong.body)).toContain("Line 3: {vorname}");
    expect(counts(await write(wave, { stage: "t-0", send: true }))).toEqual([0, 0, 0]);
    const undated = await desk.wave();
    expect(problemCode(await write(undated, { send: true }))).toBe("conflict");
    const somebody = await stack.session(await stack.colleague());
    const asked = await replica.ask("POST", `/api/v1/migration/waves/${wave}/mails`, {
      bearer: somebody,
      body: { stage: "t-14", language: "de", template: TEMPLATE, contact: "4711" },
    });
    expect(problemCode(asked)).toBe("forbidden");
  });
});
