import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A mail as it came. */
export interface CaughtMail {
  readonly to: readonly string[];
  readonly mail: Email;
  /** The calendar entry in it, unfolded. */
  readonly calendar: string;
}

/** A mail server on this machine that keeps what it is given; it can be away for a while. */
export class MailCatcher {
  readonly caught: CaughtMail[] = [];
  private server: SMTPServer | undefined;
  port = 0;
  /** Called before a mail is taken. */
  beforeTaking: () => Promise<void> = () => Promise.resolve();

  async start(): Promise<number> {
    const server = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      // Senders keep their connections; being away means that those are cut too.
      closeTimeout: 200,
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          void this.take(to, Buffer.concat(chunks), callback);
        });
      },
    });
    this.server = server;
    this.port = await new Promise<number>((resolve, reject) => {
      server.once("error", reject);
      const listener = server.listen(this.port, "127.0.0.1", () => {
        resolve((listener.address() as AddressInfo).port);
      });
    });
    return this.port;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (this.server === undefined) resolve();
      else this.server.close(() => resolve());
      this.server = undefined;
    });
  }

  /** What somebody got. */
  of(address: string): readonly CaughtMail[] {
    return this.caught.filter(({ to }) => to.includes(address));
  }

  private async take(
    to: readonly string[],
    raw: Buffer,
    callback: (error?: Error | null) => void,
  ): Promise<void> {
    await this.beforeTaking();
    const mail = await PostalMime.parse(raw, { attachmentEncoding: "utf8" });
    const part = mail.attachments.find(({ mimeType }) => mimeType === "text/calendar");
    const calendar = typeof part?.content === "string" ? part.content : "";
    this.caught.push({ to, mail, calendar: calendar.replaceAll(/\r?\n /g, "") });
    callback();
  }
}
