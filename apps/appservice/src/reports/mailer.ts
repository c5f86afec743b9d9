import type { Transporter } from "nodemailer";
import type { Pool } from "pg";
import { reportKindSchema, type InstallationConfig, type MailConfig } from "@plenum/model";
import { z } from "zod";
import type { AgencySettingsStore } from "../agency/settings.ts";
import type { Logger } from "../logging/logger.ts";
import { mailTransport } from "../mail/transport.ts";
import { pauseAfterFailure, RETRY_RULES } from "../maintenance/retry.ts";
import { mailTroubleOf } from "../meetings/mail/trouble.ts";
import { composeReportMail } from "./compose.ts";

/** Seconds for which whoever sends a mail has it for itself; longer than any mail server may take. */
const LEASE = 180;

const dueSchema = z.object({
  id: z.string(),
  kind: reportKindSchema,
  at: z.date(),
  mail_attempts: z.number(),
});
type Due = z.infer<typeof dueSchema>;

/**
 * Tells the agency's address that something was reported. What it is about stands in Plenum alone, behind
 * the sign-in: the mail names neither people nor words. It waits in the report's own row, so that none is lost.
 */
export class ReportMailer {
  private readonly transport: Transporter;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly deps: {
      readonly config: Pick<InstallationConfig, "publicUrl" | "agency">;
      readonly mail: MailConfig;
      readonly agency: Pick<AgencySettingsStore, "currentOrLast">;
      readonly pool: Pool;
      readonly log: Logger;
    },
  ) {
    this.transport = mailTransport(deps.mail);
  }

  /** Whether an administrator has set an address. */
  async wanted(): Promise<boolean> {
    return (await this.deps.agency.currentOrLast()).reportMail !== undefined;
  }

  /** Sends what waits, without anybody waiting for it. */
  wake(): void {
    void this.run().catch((error: unknown) => {
      this.deps.log.warn({ err: error }, "mails about reports are sent with the next look");
    });
  }

  async run(): Promise<void> {
    // One after the other: who comes during a run looks again behind it.
    const before = this.running ?? Promise.resolve();
    const own = before.catch(() => undefined).then(() => this.work());
    this.running = own;
    await own;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running?.catch(() => undefined);
    this.transport.close();
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      const due = await this.claim();
      if (due === undefined || !(await this.sendOne(due))) return;
    }
  }

  private async claim(): Promise<Due | undefined> {
    const found = await this.deps.pool.query(
      `UPDATE reports SET mail_attempts = mail_attempts + 1,
         mail_due_at = now() + make_interval(secs => ${LEASE})
       WHERE id = (
         SELECT id FROM reports WHERE mail_state = 'waiting' AND mail_due_at <= now()
         ORDER BY mail_due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING *`,
    );
    return found.rows.length === 0 ? undefined : dueSchema.parse(found.rows[0]);
  }

  /** @returns false where the mail server is away, so that there is no use in going on */
  private async sendOne(due: Due): Promise<boolean> {
    const { config, mail, agency, log } = this.deps;
    const { reportMail: to } = await agency.currentOrLast();
    // Meanwhile the agency does not want to be written to any more.
    if (to === undefined) {
      await this.settle(due.id, "none");
      return true;
    }
    try {
      await this.transport.sendMail(composeReportMail({ config, mail, to, report: due }));
      await this.settle(due.id, "sent");
      return true;
    } catch (error) {
      const { responseCode, refused, ofThisMail } = mailTroubleOf(error);
      // The mail server's words may hold the address: they are not written down.
      log.warn({ report: due.id, responseCode, attempts: due.mail_attempts }, "report not mailed");
      const pause = refused ? undefined : pauseAfterFailure(RETRY_RULES.mail, due.mail_attempts);
      if (pause === undefined) await this.settle(due.id, "failed");
      else {
        await this.deps.pool.query(
          "UPDATE reports SET mail_due_at = now() + make_interval(secs => $2) WHERE id = $1",
          [due.id, pause],
        );
      }
      return ofThisMail;
    }
  }

  private async settle(id: string, state: "none" | "sent" | "failed"): Promise<void> {
    await this.deps.pool.query("UPDATE reports SET mail_state = $2 WHERE id = $1", [id, state]);
  }
}
