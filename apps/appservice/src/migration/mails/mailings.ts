import type { InstallationConfig } from "@plenum/model";
import {
  readMailTemplate,
  SHOWN_MAILS,
  templateProblemText,
  type MailStage,
  type SendMailsResponse,
  type WaveMails,
} from "@plenum/model/migration";
import type { Pool } from "pg";
import type { AuditLog } from "../../audit/audit-log.ts";
import { inTransaction } from "../../database/database.ts";
import { ApiProblem } from "../../http/api-problem.ts";
import type { WaveStore } from "../wave-store.ts";
import { filledMail } from "./compose.ts";
import type { MigrationMailStore } from "./store.ts";

/** Writes to the people of waves: shown first, sent when that is wanted, once for each person and stage. */
export class Mailings {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly pool: Pool;
      readonly waves: Pick<WaveStore, "find" | "lock">;
      readonly store: MigrationMailStore;
      readonly audit: AuditLog;
    },
  ) {}

  /**
   * Shows the mails of a stage, or queues them.
   * @throws ApiProblem `not-found`; `invalid-request` for a template with mistakes, which are named; `conflict`
   *   for a wave that has no day or is taken back, and where the installation has no mail server
   */
  async write(
    actor: string,
    name: string,
    wish: {
      readonly stage: MailStage;
      readonly language: "de" | "en";
      readonly template: string;
      readonly contact: string;
      readonly send: boolean;
    },
  ): Promise<SendMailsResponse> {
    const { config, pool, waves, store, audit } = this.deps;
    const { stage, language, template, contact } = wish;
    const wave = await waves.find(name);
    if (wave === undefined) throw new ApiProblem("not-found");
    const read = readMailTemplate(template);
    if (!("subject" in read)) {
      const detail = read.slice(0, 5).map((each) => templateProblemText(each, "en"));
      throw new ApiProblem("invalid-request", { detail: `body.template: ${detail.join(" ")}` });
    }
    if (wave.day === null && read.uses.has("date")) {
      throw new ApiProblem("conflict", { detail: "The wave has no day." });
    }
    const people = await store.firstOf(name, stage, SHOWN_MAILS);
    const examples = people.map((person) => {
      const { subject, text, html } = filledMail(config, wish, person);
      return { to: person.address, subject, text, html };
    });
    if (!wish.send) return { ...(await store.count(name, stage)), examples };
    if (config.mail === undefined) {
      throw new ApiProblem("conflict", { detail: "This installation has no mail server." });
    }
    const counts = await inTransaction(pool, async (client) => {
      const locked = await waves.lock(client, name);
      if (locked?.state === "rolling-back" || locked?.state === "rolled-back") {
        throw new ApiProblem("conflict", { detail: `The wave is ${locked.state}.` });
      }
      const counted = await store.count(name, stage, client);
      const queued = await store.queue({ wave: name, stage, language, template, contact }, client);
      if (queued > 0) {
        const details = { stage, language, queued };
        await audit.record(
          { actor, act: "migration-wave.mails-queued", subject: name, details },
          client,
        );
      }
      return { ...counted, queued };
    });
    return { ...counts, examples };
  }

  /** @throws ApiProblem `not-found` */
  async progress(name: string): Promise<WaveMails> {
    if ((await this.deps.waves.find(name)) === undefined) throw new ApiProblem("not-found");
    return this.deps.store.progress(name);
  }
}
