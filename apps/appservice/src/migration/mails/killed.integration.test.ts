import { randomBytes } from "node:crypto";
import { Pool } from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectionOf } from "../../database/database.ts";
import { MailCatcher } from "../../testing/mail-catcher.ts";
import { accountItem, MigrationDesk } from "../../testing/migration.ts";
import { Stack } from "../../testing/stack.ts";
import { MigrationMailSender } from "./sender.ts";
import { MigrationMailStore } from "./store.ts";

const catcher = new MailCatcher();
let stack: Stack;
let desk: MigrationDesk;
let pool: Pool;
beforeAll(async () => {
  stack = await Stack.open();
  desk = await MigrationDesk.open(stack);
  pool = new Pool(connectionOf(stack.config));
  await catcher.start();
  // What other tests have left behind would be sent, and die, first.
  await pool.query("UPDATE migration_mails SET state = 'failed' WHERE state = 'waiting'");
});
afterAll(async () => {
  await catcher.stop();
  await pool.end();
});

/** Dies after the mail server has said 250, and before that is written down. */
class KilledStore extends MigrationMailStore {
  override settle(): Promise<void> {
    return Promise.reject(new Error("killed"));
  }
}

async function send(store: MigrationMailStore): Promise<void> {
  const mail = {
    host: "127.0.0.1",
    port: catcher.port,
    secure: false,
    from: "plenum@amt.example",
  };
  const log = pino({ level: "silent" });
  const sender = new MigrationMailSender({ config: stack.config, mail, store, log });
  try {
    await sender.run();
  } finally {
    sender.stop();
  }
}

it("A mail of which nobody knows whether it was sent is known by its Message-ID", async () => {
  const wave = await desk.wave();
  const address = `anna-${randomBytes(4).toString("hex")}@amt.example`;
  const userId = desk.person("anna");
  await desk.add(wave, [accountItem(userId), { kind: "profile", userId, mail: address }]);
  const store = new MigrationMailStore(pool);
  const template = "Betreff: x\n\nGuten Tag {name}";
  const queued = await store.queue(
    { wave, stage: "t-3", language: "de", template, contact: "4711" },
    pool,
  );
  expect(queued).toBe(1);
  await expect(send(new KilledStore(pool))).rejects.toThrow("killed");
  // Its lease holds: nobody sends it meanwhile.
  await send(store);
  expect(catcher.of(address)).toHaveLength(1);
  await pool.query("UPDATE migration_mails SET due_at = now() WHERE state = 'waiting'");
  await send(store);
  await send(store);
  const mails = catcher.of(address);
  expect(mails).toHaveLength(2);
  expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(1);
});
