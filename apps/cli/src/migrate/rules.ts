import { exampleRules, describeFinding, type Language } from "@plenum/skype-export";
import type { Reporter } from "../terminal/reporter.ts";
import { writeNew } from "./check.ts";
import { exportDomains, NotReadable, openedExport } from "./opened.ts";
import { MIGRATE_TEXTS } from "./texts.ts";

/** `./plenum migrate rules`: writes commented rules for the domains of an export; never over a file. */
export async function rules(
  where: string,
  { output, language }: { readonly output: string; readonly language: Language },
  reporter: Reporter,
): Promise<number> {
  const texts = MIGRATE_TEXTS[language];
  const { folder, findings } = await openedExport(where, language);
  try {
    const domains = await exportDomains(folder);
    if (domains.length === 0) {
      const stops = findings.filter(({ severity }) => severity === "stop");
      throw new NotReadable([
        ...stops.map((finding) => describeFinding(finding, language)),
        texts.noDomains,
      ]);
    }
    if (!(await writeNew(output, exampleRules(domains)))) {
      throw new NotReadable([texts.rulesThere(output)]);
    }
    reporter.done(texts.rulesWritten(output, domains.length));
    return 0;
  } finally {
    folder.close();
  }
}
