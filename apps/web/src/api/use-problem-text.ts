import { useCallback } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { ApiError } from "./problem-error.ts";

/** The sentence for whatever an action failed with: a problem of the API, or of Matrix. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useI18n();
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return t(`problem.matrix.${failureCode(error)}`);
      if (error.code === "too-many-attempts" && error.retryAfter !== undefined) {
        return t("problem.too-many-attempts-minutes", {
          count: Math.max(1, Math.ceil(error.retryAfter / 60)),
        });
      }
      return t(`problem.api.${error.code}`);
    },
    [t],
  );
}
