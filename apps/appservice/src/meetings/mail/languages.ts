import { isGuestUserId, parseUserId, parseLanguage, LANGUAGE_EVENT } from "@plenum/model";
import type { InstallationConfig } from "@plenum/model";
import type { RoomReader } from "../../matrix/room-reader.ts";
import type { StoredPerson } from "../people-store.ts";
import type { MailLanguage } from "../words.ts";

interface Deps {
  readonly config: Pick<InstallationConfig, "serverName" | "agency">;
  readonly rooms: Pick<RoomReader, "accountData">;
}

/**
 * In which languages to write to somebody. A colleague reads the one chosen in the client, or the agency's.
 * Of whoever has no account here nobody knows it: the mail is in both, that of whoever invites first.
 * @throws HomeserverError, HomeserverUnreachable
 */
export async function languagesOf(
  person: Pick<StoredPerson, "userId">,
  organiser: string,
  deps: Deps,
): Promise<readonly [MailLanguage, ...MailLanguage[]]> {
  const { userId } = person;
  if (userId !== undefined && isColleague(userId, deps.config.serverName)) {
    return [await chosenBy(userId, deps)];
  }
  return (await chosenBy(organiser, deps)) === "de" ? ["de", "en"] : ["en", "de"];
}

async function chosenBy(userId: string, { config, rooms }: Deps): Promise<MailLanguage> {
  const chosen = parseLanguage(await rooms.accountData(userId, LANGUAGE_EVENT));
  return chosen ?? config.agency.defaultLanguage;
}

function isColleague(userId: string, serverName: string): boolean {
  return parseUserId(userId).server === serverName && !isGuestUserId(userId, serverName);
}
