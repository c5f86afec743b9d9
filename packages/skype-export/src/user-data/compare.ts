import type { Finding } from "../findings/finding.ts";
import { quoted } from "../text/powershell.ts";
import type { UserDataCode } from "./words.ts";

/** Names in a sentence; the command has all of them, up to this many. */
const NAMED = 10;
const IN_COMMAND = 200;

export interface CountsCompared {
  /** People of `CsUser.csv` whose contacts no file has, in the order of that file. */
  readonly missing: readonly string[];
  /** Owners of contacts whom `CsUser.csv` does not have: left the agency, or its list is not whole. */
  readonly unknown: readonly string[];
  readonly findings: readonly Finding<UserDataCode>[];
}

/**
 * Compares who has an account with whose contacts were read. `Export-CsUserData` stops midway, without
 * an error, at a user name with `/` or `\`: everybody behind it is missing then.
 * @param people addresses of enabled people, as in `ExportedPerson.sipAddress`
 */
export function compareCounts(
  people: Iterable<string>,
  owners: ReadonlySet<string>,
): CountsCompared {
  const all = new Set(people);
  const missing = [...all].filter((address) => !owners.has(address));
  const unknown = [...owners].filter((address) => !all.has(address));
  const findings: Finding<UserDataCode>[] = [];
  if (missing.length > 0) {
    const slashes = [...all].filter((address) => /[/\\]/.test(address));
    findings.push({
      code: slashes.length > 0 ? "user-data-stopped" : "user-data-missing",
      severity: "stop",
      facts: {
        people: all.size,
        found: all.size - missing.length,
        missing: missing.length,
        names: named(missing),
        slashes: named(slashes),
        command: exportCommand(missing),
        left: Math.max(0, missing.length - IN_COMMAND),
      },
    });
  }
  if (unknown.length > 0) {
    findings.push({
      code: "user-data-unknown-owner",
      severity: "note",
      facts: { count: unknown.length, names: named(unknown) },
    });
  }
  return { missing, unknown, findings };
}

function named(addresses: readonly string[]): string {
  const more = addresses.length > NAMED ? " …" : "";
  return `${addresses.slice(0, NAMED).join(", ")}${more}`;
}

/** One line of PowerShell that exports these people one by one, so that nobody stops another. */
function exportCommand(addresses: readonly string[]): string {
  const list = addresses.slice(0, IN_COMMAND).map(quoted).join(",");
  return (
    `${list} | ForEach-Object { $n++; Export-CsUserData ` +
    `-PoolFqdn (Get-CsUser -Identity "sip:$_").RegistrarPool.ToString() -UserFilter $_ ` +
    `-FileName ".\\ExportedUserData-$n.zip" }`
  );
}
