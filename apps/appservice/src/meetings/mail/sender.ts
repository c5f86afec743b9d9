import type { Transporter } from "nodemailer";
import { parseUserId, type InstallationConfig, type MailConfig } from "@plenum/model";
import type { Logger } from "../../logging/logger.ts";
import { mailTransport } from "../../mail/transport.ts";
import { pauseAfterFailure, RETRY_RULES } from "../../maintenance/retry.ts";
import type { RoomReader } from "../../matrix/room-reader.ts";
import type { MeetingGuestLinks } from "../guest-links.ts";
import type { PersonKeys } from "../keys.ts";
import type { StoredMeeting } from "../meeting-row.ts";
import type { MeetingStore } from "../meeting-store.ts";
import type { MeetingPeopleStore, StoredPerson } from "../people-store.ts";
import type { ConferencePins } from "../phone/pins.ts";
import { joinUrlOf } from "../shown.ts";
import { composeMail } from "./compose.ts";
import { languagesOf } from "./languages.ts";
import type { DueMail, MeetingMailStore } from "./mail-store.ts";
import type { MailKind } from "./texts.ts";
import { mailTroubleOf } from "./trouble.ts";

/**
 * Sends the mails that wait, one after the other. A mail is taken from the queue before it is sent and
 * marked after the mail server has it. A process killed just between leaves it to be sent again a few
 * minutes later: with the same Message-ID, SEQUENCE and DTSTAMP, by which mail servers and programs know it
 * again, or, where the meeting has changed meanwhile, as that change. In every other case there is exactly one.
 */
export class MeetingMailSender {
  private readonly transport: Transporter;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly mail: MailConfig;
      readonly mails: MeetingMailStore;
      readonly store: MeetingStore;
      readonly people: MeetingPeopleStore;
      readonly rooms: RoomReader;
      readonly pins: ConferencePins;
      readonly keys: PersonKeys;
      readonly links: Pick<MeetingGuestLinks, "ensure">;
      readonly log: Logger;
    },
  ) {
    this.transport = mailTransport(deps.mail);
  }

  /** Sends what is due; a call during a run makes it look once more. */
  async run(): Promise<void> {
    this.again = true;
    this.running ??= this.work().finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running?.catch(() => undefined);
    this.transport.close();
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      for (;;) {
        const mail = this.stopped ? undefined : await this.deps.mails.claimDue();
        if (mail === undefined) break;
        if (!(await this.sendOne(mail))) return;
      }
    }
  }

  /** @returns false where the mail server is away, so that there is no use in going on */
  private async sendOne(mail: DueMail): Promise<boolean> {
    const { mails, log } = this.deps;
    try {
      await mails.done(mail.id, await this.send(mail));
      return true;
    } catch (error) {
      const { responseCode, refused, ofThisMail, arrived } = mailTroubleOf(error);
      // The mail server's words may hold the address: they are not written down.
      log.warn({ mail: mail.id, responseCode, attempts: mail.attempts }, "mail not sent");
      const pause = refused ? undefined : pauseAfterFailure(RETRY_RULES.mail, mail.attempts);
      if (pause === undefined) await mails.done(mail.id, "failed");
      // What an earlier attempt left behind stays.
      else await mails.postpone(mail.id, pause, arrived || mail.handedOver);
      return ofThisMail;
    }
  }

  private async send(due: DueMail): Promise<"sent" | "covered"> {
    const { config, mail, mails, store, people, pins, rooms, keys } = this.deps;
    const [meeting, person] = await Promise.all([
      store.find(due.meetingId),
      people.byId(due.personId),
    ]);
    if (meeting === undefined || person === undefined) return "covered";
    const gone = meeting.cancelled || person.removed;
    // Whoever never heard of a meeting need not hear that it is off.
    if (gone && !due.sentBefore && !due.handedOver) return "covered";
    // What is asked for was overtaken by the cancellation that waits behind it.
    if (gone && due.kind === "request") return "covered";
    const to = await this.addressOf(person, meeting);
    if (to === undefined) return "covered";
    const organiser = await rooms.accountOf(meeting.organiser);
    const whole = due.original === undefined;
    const content = composeMail({
      config,
      mail,
      meeting,
      person,
      to,
      kind: kindOf(due, meeting),
      // The first mail of all is about the whole, whatever gave rise to it.
      original: due.sentBefore ? due.original : undefined,
      url: await this.urlOf(meeting, person),
      dialIn: await pins.dialInOf(meeting.roomId),
      organiser: {
        name: organiser?.name ?? parseUserId(meeting.organiser).localpart,
        mail: organiser?.mail,
      },
      replyToken: keys.replyToken(person.id),
      languages: await languagesOf(person, meeting.organiser, { config, rooms }),
    });
    await mails.handOver(due.id);
    await this.transport.sendMail(content);
    if (whole) await mails.cover(due, meeting.version);
    return "sent";
  }

  private async addressOf(
    person: StoredPerson,
    meeting: StoredMeeting,
  ): Promise<string | undefined> {
    if (person.mail !== undefined) return person.mail;
    if (person.userId === undefined) return undefined;
    // The calendar that has the appointment is the one that has to hear of the change.
    const known = new Map(Object.entries(meeting.imported?.addresses ?? {})).get(person.userId);
    if (known !== undefined) return known;
    if (parseUserId(person.userId).server !== this.deps.config.serverName) return undefined;
    return (await this.deps.rooms.accountOf(person.userId))?.mail;
  }

  private async urlOf(meeting: StoredMeeting, person: StoredPerson): Promise<string | undefined> {
    const { config, links } = this.deps;
    const { roomId } = meeting;
    if (roomId === undefined || meeting.cancelled || person.removed) return undefined;
    if (person.userId !== undefined) return joinUrlOf(config, roomId);
    const token = await links.ensure(meeting, roomId, person);
    return token === undefined ? undefined : `${config.publicUrl}/join/${token}`;
  }
}

function kindOf(due: DueMail, { imported }: StoredMeeting): MailKind {
  if (due.kind === "cancel") return "cancelled";
  if (due.sentBefore) return "changed";
  return imported === undefined ? "new" : "moved";
}
