import { readCsv } from "../csv/read.ts";
import type { Tell } from "../findings/finding.ts";
import type { ExportedPerson } from "../records.ts";
import { cleanLabel, detached, sipAddress } from "../text/clean.ts";
import { truth } from "./address.ts";

/** Where callers by telephone find conferences: the first digits of their number name it. */
export interface ConferenceDirectory {
  /** From 1 to 999. */
  readonly id: number;
  /** Pool whose conferences it holds. */
  readonly pool: string;
}

/**
 * Meeting rooms that sign in by themselves. They come as people with `meetingRoom`, so that contacts
 * and attendees find them; the planner makes no account for them.
 */
export async function* readMeetingRooms(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  tell: Tell,
): AsyncGenerator<ExportedPerson> {
  const columns = { needed: ["SipAddress", "DisplayName"], useful: ["Enabled", "Identity"] };
  for await (const row of readCsv(bytes, file, columns, tell)) {
    const place = { file, line: row.line };
    const writtenAddress = detached(row.cell("SipAddress").slice(0, 400));
    const displayName = cleanLabel(row.cell("DisplayName"));
    const address = sipAddress(writtenAddress);
    if (address === undefined) {
      const facts = { address: writtenAddress, name: displayName };
      tell({ code: "address-unreadable", severity: "problem", place, facts });
      continue;
    }
    yield {
      kind: "person",
      place,
      sipAddress: address,
      writtenAddress,
      displayName,
      enabled: truth(row.cell("Enabled")) ?? true,
      meetingRoom: true,
      distinguishedName: detached(row.cell("Identity").slice(0, 4000)),
      memberOf: [],
    };
  }
}

/** Conference directories, by which numbers of dial-in conferences are told apart. */
export async function* readConferenceDirectories(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  tell: Tell,
): AsyncGenerator<ConferenceDirectory> {
  const columns = { needed: ["Identity", "ServiceId"] };
  for await (const row of readCsv(bytes, file, columns, tell)) {
    const written = row.cell("Id") || row.cell("Identity");
    const id = /^\d{1,3}$/.test(written) ? Number(written) : 0;
    if (id === 0) {
      const place = { file, line: row.line };
      tell({ code: "directory-id-unreadable", severity: "problem", place, facts: { id: written } });
      continue;
    }
    yield {
      id,
      pool: row
        .cell("ServiceId")
        .replace(/^[^:]*:/, "")
        .toLowerCase()
        .slice(0, 255),
    };
  }
}
