import colors from "picocolors";
import type { Finding } from "../doctor/finding.ts";
import { installationFindings } from "../doctor/installation.ts";
import { machineFindings } from "../doctor/machine.ts";
import { versionFindings } from "../doctor/versions.ts";
import type { Paths } from "../installation/paths.ts";
import { Reporter } from "../terminal/reporter.ts";

const MARKS: Readonly<Record<Finding["state"], string>> = {
  ok: colors.green("ok  "),
  warn: colors.yellow("warn"),
  fail: colors.red("fail"),
};

/**
 * `./plenum doctor`: what could keep Plenum from working here, each with the mend.
 * @returns true when nothing fails
 */
export async function doctor(paths: Paths, reporter = new Reporter()): Promise<boolean> {
  const findings = [
    ...(await machineFindings(paths)),
    ...(await versionFindings(paths)),
    ...(await installationFindings(paths)),
  ];
  const width = Math.max(...findings.map((finding) => finding.what.length));
  for (const { state, what, found, mend } of findings) {
    reporter.line(`${MARKS[state]}  ${what.padEnd(width)}  ${found}${mend ? ` – ${mend}` : ""}`);
  }
  const failed = findings.filter((finding) => finding.state === "fail").length;
  reporter.line();
  reporter.line(failed === 0 ? "Nothing stands in the way." : `${failed} to be mended.`);
  return failed === 0;
}
