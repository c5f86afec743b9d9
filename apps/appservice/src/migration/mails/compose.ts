import type { InstallationConfig, MailConfig } from "@plenum/model";
import { fillMail, readMailTemplate, type FilledMail } from "@plenum/model/migration";
import type { SendMailOptions } from "nodemailer";
import type { DueMigrationMail, PersonFacts } from "./store.ts";

type AgencyConfig = Pick<InstallationConfig, "publicUrl"> & {
  readonly agency: Pick<InstallationConfig["agency"], "name">;
};

/**
 * A mail about the change, as one person gets it.
 * @throws Error for a template that was not checked
 */
export function filledMail(
  config: AgencyConfig,
  mailing: { readonly template: string; readonly language: "de" | "en"; readonly contact: string },
  person: PersonFacts,
): FilledMail {
  const { language, contact } = mailing;
  const template = readMailTemplate(mailing.template);
  if (!("subject" in template)) throw new Error("The template of a mail cannot be read");
  const facts = {
    name: person.name ?? person.user_id,
    date: person.day === null ? "" : dayText(person.day, language),
    address: config.publicUrl,
    userId: person.user_id,
    oldAddress: person.old_address ?? "",
    agency: config.agency.name,
    contact,
  };
  return fillMail(template, facts, language);
}

/** The same with its envelope. A mail that is sent a second time is known by its Message-ID. */
export function composeMigrationMail(
  config: AgencyConfig,
  mail: Pick<MailConfig, "from">,
  due: DueMigrationMail,
): SendMailOptions {
  const { subject, text, html } = filledMail(config, due, due);
  const domain = mail.from.split("@").at(-1) ?? "localhost";
  return {
    from: { name: config.agency.name, address: mail.from },
    to: { name: due.name ?? "", address: due.address },
    subject,
    messageId: `<migration.${due.id}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated" },
    text,
    html,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** "Dienstag, 2. Februar 2027" of `2027-02-02`. */
function dayText(day: string, language: "de" | "en"): string {
  return new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
    dateStyle: "full",
    timeZone: "UTC",
  }).format(Date.parse(`${day}T00:00:00Z`));
}
