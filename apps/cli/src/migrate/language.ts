import type { Language } from "@plenum/skype-export";
import { InvalidArgumentError } from "commander";

/**
 * The language of the terminal: what was asked for, otherwise what the system says.
 * @param environment of the process
 */
export function terminalLanguage(
  wish: Language | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  if (wish) return wish;
  const locale = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return /^de(?:[_.@-]|$)/i.test(locale) ? "de" : "en";
}

/** The value of `--language`. */
export function parseLanguage(text: string): Language {
  if (text === "de" || text === "en") return text;
  throw new InvalidArgumentError("Either de or en.");
}
