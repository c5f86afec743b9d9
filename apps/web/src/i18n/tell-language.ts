import { LANGUAGE_EVENT, parseLanguage } from "@plenum/model";
import type { MatrixSession } from "@plenum/matrix";
import { storedLanguage } from "./language.ts";

/**
 * Keeps with the account which language was chosen on this device, so that mails come in it. Whoever has
 * chosen none gets them in that of the agency.
 */
export async function tellLanguage({
  accountData,
}: Pick<MatrixSession, "accountData">): Promise<void> {
  const language = parseLanguage({ language: storedLanguage() });
  if (language === undefined) return;
  if (parseLanguage(accountData.of(LANGUAGE_EVENT).get()) === language) return;
  // Told with the next start where the server is away.
  await accountData.set(LANGUAGE_EVENT, { language }).catch(() => undefined);
}
