import { lazy, Suspense } from "react";
import { isBomb } from "./long-text.ts";
import type { ReactNode } from "react";

// The sanitiser is loaded with the first formatted message; until then its plain text stands there.
const SanitisedHtml = lazy(() => import("./SanitisedHtml.tsx"));

/** A message with formatting. */
export function FormattedText({ html, plain }: { html: string; plain: ReactNode }): ReactNode {
  if (isBomb(html)) return plain;
  return (
    <Suspense fallback={plain}>
      <SanitisedHtml html={html} plain={plain} />
    </Suspense>
  );
}
