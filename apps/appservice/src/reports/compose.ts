import type { SendMailOptions } from "nodemailer";
import type { InstallationConfig, MailConfig, ReportKind } from "@plenum/model";

const TEXTS = {
  de: {
    subject: "Neue Meldung in Plenum",
    about: {
      insult: "Beleidigung oder Bedrohung",
      disturbance: "Störung",
      "false-name": "falscher Name",
      other: "etwas anderes",
    },
    text: (kind: string, time: string, url: string) =>
      `In einem Raum wurde etwas gemeldet.\n\nArt: ${kind}\nZeit: ${time}\n\nWen es betrifft und was dazu gesagt wurde, lesen Sie nach der Anmeldung:\n${url}`,
    foot: (agency: string) => `${agency}, von Plenum selbst gesendet`,
  },
  en: {
    subject: "New report in Plenum",
    about: {
      insult: "insult or threat",
      disturbance: "disturbance",
      "false-name": "false name",
      other: "something else",
    },
    text: (kind: string, time: string, url: string) =>
      `Something was reported in a room.\n\nKind: ${kind}\nTime: ${time}\n\nSign in to read whom it concerns and what was said about it:\n${url}`,
    foot: (agency: string) => `${agency}, sent by Plenum itself`,
  },
} as const satisfies Record<
  "de" | "en",
  {
    readonly subject: string;
    readonly about: Readonly<Record<ReportKind, string>>;
    readonly text: (kind: string, time: string, url: string) => string;
    readonly foot: (agency: string) => string;
  }
>;

/** The mail about one report: that there is one, of which kind, and where it is read. No names, no words of others. */
export function composeReportMail({
  config,
  mail,
  to,
  report,
}: {
  readonly config: Pick<InstallationConfig, "publicUrl" | "agency">;
  readonly mail: Pick<MailConfig, "from">;
  readonly to: string;
  readonly report: { readonly id: string; readonly kind: ReportKind; readonly at: Date };
}): SendMailOptions {
  const language = config.agency.defaultLanguage;
  const texts = TEXTS[language];
  const time = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(report.at);
  const url = new URL("/admin/reports", config.publicUrl).href;
  const domain = mail.from.split("@").at(-1) ?? "localhost";
  return {
    from: { name: "Plenum", address: mail.from },
    to,
    subject: texts.subject,
    // The same for the same report, so that a mail that came twice is shown once.
    messageId: `<report.${report.id}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated" },
    text: `${texts.text(texts.about[report.kind], `${time} UTC`, url)}\n\n-- \n${texts.foot(config.agency.name)}`,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
