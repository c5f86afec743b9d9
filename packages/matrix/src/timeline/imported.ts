import type { Member } from "../contract.ts";
import { field, record, text } from "../untrusted/guards.ts";
import { cleanName } from "../untrusted/names.ts";
import type { RawEvent } from "./raw-event.ts";

/** Stands behind the names of those who wrote in the old system, so that nobody takes them for accounts. */
const SYSTEM = "Skype for Business";
/** In the content of the creation of rooms that a migration made. */
const MARKER = "chat.plenum.migration";

/**
 * Who may have brought messages of an old system into a room: whoever made it, where it was made for that.
 * @param create content and sender of `m.room.create`, untrusted
 */
export function importerOf(create: {
  readonly create: unknown;
  readonly creator: string;
}): string | undefined {
  return text(create.create, MARKER, 100) === undefined || create.creator === ""
    ? undefined
    : create.creator;
}

/** Who wrote a message in the old system; undefined for a message of this one. */
export interface ImportedAuthor {
  readonly name: string;
  /** Before the text, for clients that know nothing of it. */
  readonly fallback: string;
}

/**
 * The author that an importer gives to a message.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4144
 */
export function importedAuthor(
  event: RawEvent,
  importer: string | undefined,
): ImportedAuthor | undefined {
  if (importer === undefined || event.sender !== importer || event.redacted) return undefined;
  if (record(event.content, "chat.plenum.imported") === undefined) return undefined;
  const profile = record(event.content, "com.beeper.per_message_profile");
  const raw = text(profile, "displayname", 1_000);
  const name = cleanName(raw);
  if (raw === undefined || name === "") return undefined;
  return { name, fallback: field(profile, "has_fallback") === true ? `${raw}: ` : "" };
}

/** The sender as the timeline shows it: still the account that sent it, under the name of the author. */
export function underNameOf(sender: Member, author: ImportedAuthor): Member {
  const { avatarMxc: _picture, ...rest } = sender;
  return { ...rest, displayName: `${author.name} (${SYSTEM})` };
}
