import type { StoredLink } from "../guests/link-store.ts";
import type { GuestLinks } from "../guests/links.ts";
import type { PersonKeys } from "./keys.ts";
import { activeSpanOf, seriesOf, type StoredMeeting } from "./meeting-row.ts";
import type { MeetingPeopleStore, StoredPerson } from "./people-store.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** How long before the beginning guests get in, and how long after the end they may stay. */
const EARLY = 30 * MINUTE;
const LATE = 60 * MINUTE;
/** The most uses that a guest link may have: people come again, from other devices, to every date. */
const MAX_USES = 1000;

/** Guest links of people who are invited by mail: one each, as long as the meeting. */
export class MeetingGuestLinks {
  constructor(
    private readonly deps: {
      readonly links: GuestLinks;
      readonly keys: PersonKeys;
      readonly people: MeetingPeopleStore;
    },
  ) {}

  /**
   * Makes somebody's link, or brings it to the times of the meeting; ends it with a cancelled one.
   * @returns its token; undefined where there is nothing to enter any more
   */
  async ensure(
    meeting: StoredMeeting,
    roomId: string,
    person: StoredPerson,
  ): Promise<string | undefined> {
    const { links, keys, people } = this.deps;
    const token = keys.linkToken(person.id);
    const link = await links.byToken(token);
    const span = meeting.cancelled ? undefined : activeSpanOf(seriesOf(meeting));
    if (span === undefined) {
      if (link !== undefined && !link.revoked) await links.revoke(link, meeting.organiser);
      return undefined;
    }
    const notBefore = new Date(Date.parse(span.from) - EARLY);
    const expiresAt = new Date(Date.parse(span.to) + LATE);
    if (expiresAt.getTime() <= Date.now()) {
      if (link !== undefined) await this.endNow(link, meeting.organiser);
      return undefined;
    }
    const times = { notBefore: notBefore.toISOString(), expiresAt: expiresAt.toISOString() };
    if (link === undefined) {
      const wish = {
        ...times,
        label: person.name === "" ? (person.mail ?? "") : person.name,
        maxUses: MAX_USES,
        role: "guest" as const,
        withCode: false,
        lobby: meeting.fields.lobby,
        password: undefined,
      };
      const made = await links.create(roomId, wish, meeting.organiser, token);
      await people.setLink(person.id, made.link.id);
      return token;
    }
    // A moderator has ended it: it stays so.
    if (link.revoked) return undefined;
    if (person.linkId === undefined) await people.setLink(person.id, link.id);
    const same =
      link.notBefore?.getTime() === notBefore.getTime() &&
      link.expiresAt.getTime() === expiresAt.getTime();
    if (!same) await links.change(link, times, meeting.organiser);
    return token;
  }

  /** A meeting was moved into the past: whoever came through its link leaves. */
  private async endNow(link: StoredLink, actor: string): Promise<void> {
    const soon = new Date(Date.now() + SECOND);
    if (link.revoked || link.expiresAt <= soon) return;
    const notBefore = link.notBefore !== undefined && link.notBefore >= soon ? null : undefined;
    await this.deps.links.change(link, { expiresAt: soon.toISOString(), notBefore }, actor);
  }

  /** Ends the links of those who were taken off a meeting. */
  async endRemoved(meeting: StoredMeeting): Promise<void> {
    const { links, keys, people } = this.deps;
    for (const person of await people.removedWithLink(meeting.id)) {
      const link = await links.byToken(keys.linkToken(person.id));
      if (link !== undefined) await links.revoke(link, meeting.organiser);
      await people.clearLink(person.id);
    }
  }
}
