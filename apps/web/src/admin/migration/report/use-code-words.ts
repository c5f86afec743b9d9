import { useCallback } from "react";
import { z } from "zod";
import { useI18n } from "../../../i18n/I18n.tsx";

/** Reasons of the check that have short words; a later program may write others. */
const codeSchema = z.enum([
  "ready",
  "there-already",
  "same-id",
  "same-address",
  "same-sign-in",
  "same-guid",
  "id-taken",
  "sign-in-taken",
  "not-enabled",
  "account-disabled",
  "meeting-room",
  "repeated",
  "skipped-by-rule",
  "no-address",
  "no-sign-in",
  "domain-without-server",
  "character-not-allowed",
  "id-too-long",
  "id-empty",
  "id-reserved",
]);

/** Short words for a reason; one that has none is shown as it is written. */
export function useCodeWords(): (code: string) => string {
  const { t } = useI18n();
  return useCallback(
    (code) => {
      const { data } = codeSchema.safeParse(code);
      return data === undefined ? code : t(`migration.report.code.${data}`);
    },
    [t],
  );
}
