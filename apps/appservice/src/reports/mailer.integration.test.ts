import { randomUUID } from "node:crypto";
import { agencySettingsAnswerSchema, type AgencySettingsAnswer } from "@plenum/model";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionOf } from "../database/database.ts";
import { createLogger } from "../logging/logger.ts";
import { MailCatcher } from "../testing/mail-catcher.ts";
import { Stack, until } from "../testing/stack.ts";
import { ReportMailer } from "./mailer.ts";
import { ReportStore } from "./report-store.ts";

const catcher = new MailCatcher();
let stack: Stack;
let pool: Pool;
let mailer: ReportMailer;
/** Set by administrators; undefined: nobody is written to. */
let address: string | undefined = "meldungen@a.example";

beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  await catcher.start();
  mailer = new ReportMailer({
    config: stack.config,
    mail: { host: "127.0.0.1", port: catcher.port, secure: false, from: "plenum@a.example" },
    agency: {
      currentOrLast: () => Promise.resolve(settings()),
    },
    pool,
    log: createLogger("silent"),
  });
});
afterAll(async () => {
  await mailer.stop();
  await catcher.stop();
  await pool.query("DELETE FROM reports WHERE room_id = '!mailed'");
  await pool.end();
});

function settings(): AgencySettingsAnswer {
  const parsed = agencySettingsAnswerSchema.parse({ possible: {}, sendsMail: true, version: 1 });
  return address === undefined ? parsed : { ...parsed, reportMail: address };
}

async function report(): Promise<string> {
  const id = await new ReportStore(pool).add(
    {
      roomId: "!mailed",
      userId: "@ben:a.example",
      kind: "insult",
      reason: "Ein wörtliches Zitat",
    },
    `@${randomUUID()}:a.example`,
    await mailer.wanted(),
    pool,
  );
  return id ?? "";
}

async function stateOf(id: string): Promise<unknown> {
  const found = await pool.query("SELECT mail_state FROM reports WHERE id = $1", [id]);
  return (found.rows[0] as { mail_state: unknown } | undefined)?.mail_state;
}

const mailsAbout = (id: string) =>
  catcher.caught.filter(({ mail }) => mail.messageId?.includes(id) === true);

describe("reports by mail", () => {
  it("tell the agency's address once, without names or words", async () => {
    const id = await report();
    await Promise.all([mailer.run(), mailer.run()]);
    expect(mailsAbout(id)).toMatchObject([{ to: ["meldungen@a.example"] }]);
    const whole = JSON.stringify(mailsAbout(id)[0]?.mail);
    expect(whole).toContain("/admin/reports");
    expect(whole).not.toMatch(/Zitat|ben:|!mailed/);
    expect(await stateOf(id)).toBe("sent");
  });

  it("wait for a mail server that is away, and come once", async () => {
    await catcher.stop();
    const id = await report();
    await mailer.run();
    expect(await stateOf(id)).toBe("waiting");
    await catcher.start();
    await until(async () => {
      await mailer.run();
      return (await stateOf(id)) === "sent" ? true : undefined;
    });
    expect(mailsAbout(id)).toHaveLength(1);
  });

  it("are not sent where no address is set, or not any more", async () => {
    const waiting = await report();
    address = undefined;
    const never = await report();
    await mailer.run();
    expect(await Promise.all([waiting, never].map(stateOf))).toEqual(["none", "none"]);
    expect([...mailsAbout(waiting), ...mailsAbout(never)]).toEqual([]);
  });
});
