import { readCsv, type Row } from "../csv/read.ts";
import { LostLetters } from "../encoding/lost-letters.ts";
import type { Place, Tell } from "../findings/finding.ts";
import type { ExportedPerson } from "../records.ts";
import { cleanLabel, detached, sipAddress } from "../text/clean.ts";
import { sipOfProxyAddresses, truth } from "./address.ts";
import { severalNames } from "./distinguished-name.ts";

/** `userAccountControl`: the account is disabled. */
const ACCOUNT_DISABLED = 0x2;
/** More groups than this nobody is in; the rest of the cell is left. */
const MOST_GROUPS = 1000;

/** A person of Active Directory, before it is known whether Skype for Business has them. */
export interface DirectoryPerson extends ExportedPerson {
  /** Of `proxyAddresses`; more than one is a disagreement. */
  readonly proxySip: readonly string[];
}

/**
 * People of `CsUser.csv`, in the order of the file. A person without address comes with an empty
 * one, so that the report can name them.
 */
export async function* readCsUsers(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  tell: Tell,
): AsyncGenerator<ExportedPerson> {
  const columns = {
    needed: ["SipAddress", "Enabled", "DisplayName"],
    useful: ["SamAccountName", "UserPrincipalName", "Guid", "Identity", "WindowsEmailAddress"],
  };
  const letters = new LostLetters();
  for await (const row of readCsv(bytes, file, columns, tell)) {
    const place = { file, line: row.line };
    const written = row.cell("SipAddress");
    const person: ExportedPerson = {
      ...common(row, place, written, tell),
      enabled: truth(row.cell("Enabled")) ?? false,
      ...some("samAccountName", row.cell("SamAccountName")),
      ...some("userPrincipalName", row.cell("UserPrincipalName")),
      ...some("mail", row.cell("WindowsEmailAddress").toLowerCase()),
      ...some("guid", guid(row.cell("Guid"))),
      ...some("lineUri", row.cell("LineURI")),
      ...some("distinguishedName", row.cell("Identity")),
      memberOf: [],
    };
    letters.look(place, person.displayName, addressesOf(person));
    yield person;
  }
  letters.tell(file, tell);
}

/** People of `AdUsers.csv`. Names of groups are kept once, however many people are in them. */
export async function* readDirectoryUsers(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  tell: Tell,
): AsyncGenerator<DirectoryPerson> {
  const columns = {
    needed: ["displayName", "msRTCSIP-PrimaryUserAddress"],
    useful: [
      "distinguishedName",
      "sAMAccountName",
      "userPrincipalName",
      "mail",
      "department",
      "objectGUID",
      "userAccountControl",
      "proxyAddresses",
      "msRTCSIP-UserEnabled",
      "memberOf",
    ],
  };
  const letters = new LostLetters();
  const groups = new Map<string, string>();
  for await (const row of readCsv(bytes, file, columns, tell)) {
    const place = { file, line: row.line };
    const proxySip = sipOfProxyAddresses(row.cell("proxyAddresses"));
    const primary = row.cell("msRTCSIP-PrimaryUserAddress");
    const control = Number.parseInt(row.cell("userAccountControl"), 10);
    const person: DirectoryPerson = {
      ...common(row, place, primary === "" ? (proxySip[0] ?? "") : primary, tell),
      enabled: truth(row.cell("msRTCSIP-UserEnabled")) ?? false,
      accountDisabled: (control & ACCOUNT_DISABLED) !== 0,
      ...some("samAccountName", row.cell("sAMAccountName")),
      ...some("userPrincipalName", row.cell("userPrincipalName")),
      ...some("mail", row.cell("mail").toLowerCase()),
      ...some("department", row.cell("department")),
      ...some("guid", guid(row.cell("objectGUID"))),
      ...some("lineUri", row.cell("msRTCSIP-Line")),
      ...some("distinguishedName", row.cell("distinguishedName")),
      memberOf: severalNames(row.cell("memberOf"))
        .slice(0, MOST_GROUPS)
        .map((name) => keptOnce(groups, name)),
      proxySip,
    };
    letters.look(place, person.displayName, addressesOf(person));
    yield person;
  }
  letters.tell(file, tell);
}

function common(row: Row, place: Place, written: string, tell: Tell) {
  const address = written === "" ? "" : sipAddress(written);
  if (address === undefined) {
    tell({
      code: "address-unreadable",
      severity: "problem",
      place,
      facts: { address: written, name: row.cell("DisplayName") },
    });
  }
  return {
    kind: "person" as const,
    place,
    sipAddress: address ?? "",
    writtenAddress: detached(written.slice(0, 400)),
    displayName: cleanLabel(row.cell("DisplayName")),
  };
}

/** A property that is there only if it says something. */
function some<Name extends string>(name: Name, value: string): { readonly [Key in Name]?: string } {
  if (value === "") return {};
  return { [name]: detached(value.slice(0, 4000)) } as { readonly [Key in Name]?: string };
}

/** `{0000…}` and `0000…` are the same. */
function guid(cell: string): string {
  return cell.replaceAll(/[{}]/g, "").toLowerCase();
}

function addressesOf(person: ExportedPerson): string[] {
  const all = [person.sipAddress, person.mail, person.samAccountName, person.userPrincipalName];
  return all.filter((one) => one !== undefined && one !== "") as string[];
}

function keptOnce(kept: Map<string, string>, text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const own = detached(text);
  kept.set(own, own);
  return own;
}
