import type { InstallationConfig, MailConfig } from "@plenum/model";
import type { Transporter } from "nodemailer";
import type { Logger } from "../../logging/logger.ts";
import { mailTransport } from "../../mail/transport.ts";
import { pauseAfterFailure, RETRY_RULES } from "../../maintenance/retry.ts";
import { mailTroubleOf } from "../../meetings/mail/trouble.ts";
import { composeMigrationMail } from "./compose.ts";
import type { DueMigrationMail, MigrationMailStore } from "./store.ts";

/**
 * Sends the mails about the change, one after the other. A process that is killed leaves the rest to the next
 * one; only a mail that the mail server has taken in that very moment is sent again, with the same Message-ID.
 */
export class MigrationMailSender {
  private readonly transport: Transporter;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly mail: MailConfig;
      readonly store: MigrationMailStore;
      readonly log: Logger;
    },
  ) {
    this.transport = mailTransport(deps.mail);
  }

  /** Sends what is due. */
  async run(): Promise<void> {
    this.running ??= this.work().finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  /** Begins nothing new; a mail that is under way is finished. */
  stop(): void {
    this.stopped = true;
    const close = (): void => this.transport.close();
    if (this.running === undefined) close();
    else void this.running.then(close, close);
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      const due = await this.deps.store.claim();
      if (due === undefined || !(await this.sendOne(due))) return;
    }
  }

  /** @returns false where the mail server is away, so that there is no use in going on */
  private async sendOne(due: DueMigrationMail): Promise<boolean> {
    const { config, mail, store, log } = this.deps;
    try {
      await this.transport.sendMail(composeMigrationMail(config, mail, due));
    } catch (error) {
      const { responseCode, refused, ofThisMail } = mailTroubleOf(error);
      // The mail server's words may hold the address: they are not written down.
      log.warn({ mail: due.id, responseCode, attempts: due.attempts }, "mail not sent");
      const pause = refused ? undefined : pauseAfterFailure(RETRY_RULES.mail, due.attempts);
      await (pause === undefined ? store.settle(due.id, "failed") : store.postpone(due.id, pause));
      return ofThisMail;
    }
    await store.settle(due.id, "sent");
    return true;
  }
}
