import { InlineMessage } from "@plenum/ui";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";

/** The sentence about an act that did not go well. */
export function Failure({ of }: { of: unknown }): ReactNode {
  const problemText = useProblemText();
  return of === undefined ? null : <InlineMessage tone="danger">{problemText(of)}</InlineMessage>;
}
