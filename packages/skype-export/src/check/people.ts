import type { Tell } from "../findings/finding.ts";
import type { ExportFile } from "../folder/open.ts";
import { domainOf } from "../people/address.ts";
import { mergePeople } from "../people/merge.ts";
import { readCsUsers, readDirectoryUsers, type DirectoryPerson } from "../people/read-people.ts";
import { readMeetingRooms } from "../people/read-rooms.ts";
import type { ExportedPerson } from "../records.ts";
import type { Sources } from "./sources.ts";

/** Opens a file for reading; the check counts what it reads. */
export type Open = (file: ExportFile) => AsyncIterable<Uint8Array>;

/** Everybody of the lists, each once, and the meeting rooms. */
export async function* peopleOf(
  sources: Sources,
  open: Open,
  tell: Tell,
): AsyncGenerator<ExportedPerson> {
  yield* mergePeople(usersOf(sources, open, tell), directoryOf(sources, open, tell), tell);
  for (const file of sources.meetingRooms) yield* readMeetingRooms(open(file), file.name, tell);
}

const plainly: Open = (file) => file.open();
const silently: Tell = () => undefined;

/** SIP domains that people of the lists have. */
export async function domainsIn(sources: Sources): Promise<readonly string[]> {
  const domains = new Set<string>();
  const lists = sources.users.length > 0 ? usersOf : directoryOf;
  for await (const { enabled, sipAddress } of lists(sources, plainly, silently)) {
    if (enabled && sipAddress !== "") domains.add(domainOf(sipAddress));
  }
  return [...domains].toSorted();
}

async function* usersOf(sources: Sources, open: Open, tell: Tell): AsyncGenerator<ExportedPerson> {
  for (const file of sources.users) yield* readCsUsers(open(file), file.name, tell);
}

async function* directoryOf(
  sources: Sources,
  open: Open,
  tell: Tell,
): AsyncGenerator<DirectoryPerson> {
  for (const file of sources.directory) yield* readDirectoryUsers(open(file), file.name, tell);
}
