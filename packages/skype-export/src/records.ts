import type { Place } from "./findings/finding.ts";

/**
 * What the readers hand out, one record at a time and in the order of the file. Nothing here is
 * mapped yet: addresses are as Skype for Business means them, without `sip:` and in lower case
 * (SIP compares them so), names cleaned of control characters and in NFC.
 */
export interface ExportedPerson {
  readonly kind: "person";
  readonly place: Place;
  /** `anna.schmidt@land.example`. */
  readonly sipAddress: string;
  /** As written in the file, for the report. */
  readonly writtenAddress: string;
  readonly displayName: string;
  /** May use Skype for Business. */
  readonly enabled: boolean;
  /** The account itself is disabled in Active Directory; only known from there. */
  readonly accountDisabled?: boolean;
  /** A meeting room of `CsMeetingRoom.csv`, which signs in by itself. */
  readonly meetingRoom?: boolean;
  readonly samAccountName?: string;
  readonly userPrincipalName?: string;
  readonly mail?: string;
  readonly department?: string;
  /** Of Active Directory: `objectGUID` or `Guid`. */
  readonly guid?: string;
  readonly lineUri?: string;
  readonly distinguishedName?: string;
  /** Distinguished names of the groups of Active Directory that they are in. */
  readonly memberOf: readonly string[];
}

/** Contacts of one person, from `DocItemSet.xml`. */
export interface ExportedContacts {
  readonly kind: "contacts";
  readonly place: Place;
  readonly owner: string;
  readonly groups: readonly ContactGroup[];
  readonly contacts: readonly Contact[];
  /** Container 32000. */
  readonly blocked: readonly string[];
}

export interface ContactGroup {
  /** Unique for its owner; 0 is usually “other contacts”. */
  readonly number: string;
  readonly name: string;
  /** `~`, “other contacts”: contacts without a group of their own. */
  readonly isOther: boolean;
  /** A distribution group: where it leads, as decoded. */
  readonly externalUri?: string;
}

export interface Contact {
  readonly sipAddress: string;
  readonly name?: string;
  /** Numbers of groups. */
  readonly groups: readonly string[];
}

/** A persistent chat room. */
export interface ExportedChannel {
  readonly kind: "channel";
  readonly place: Place;
  /** Unique in the export. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly category?: string;
  readonly disabled: boolean;
  readonly visibility: "open" | "closed" | "secret" | "unknown";
  readonly auditorium: boolean;
  readonly members: readonly string[];
  readonly managers: readonly string[];
}

/** One message of a persistent chat room, oldest first within its room. */
export interface ExportedMessage {
  readonly kind: "message";
  readonly place: Place;
  readonly channelId: string;
  /** Unique in its channel; with the channel it is the key of idempotency. */
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly sentAt: number;
  /** Address without `sip:`, in lower case. */
  readonly sender: string;
  readonly senderName?: string;
  readonly text: string;
  /** Marked as important. */
  readonly alert: boolean;
  /** A longer text with a heading: `[STORY]`. */
  readonly title?: string;
  readonly file?: ExportedFile;
}

export interface ExportedFile {
  readonly name: string;
  /** Path inside the export, if the file is there. */
  readonly path?: string;
  readonly bytes?: number;
}

/** A meeting that somebody organises, from UCWA or an appointment (ICS). */
export interface ExportedMeeting {
  readonly kind: "meeting";
  readonly place: Place;
  /** `ID` of `https://meet.D/USER/ID`: what UCWA and ICS have in common. */
  readonly conferenceId: string;
  /** Address of the organiser without `sip:`. */
  readonly organizer: string;
  readonly joinUrl: string;
  readonly subject: string;
  readonly attendees: readonly string[];
  readonly leaders: readonly string[];
  readonly accessLevel?: string;
  /** The number that callers by telephone enter. */
  readonly dialInId?: string;
  /** The appointment (VEVENTs of one UID, exceptions included), unchanged, if it is from ICS. */
  readonly calendar?: { readonly uid: string; readonly sequence: number; readonly ics: string };
}

export type ExportedRecord =
  | ExportedPerson
  | ExportedContacts
  | ExportedChannel
  | ExportedMessage
  | ExportedMeeting;
