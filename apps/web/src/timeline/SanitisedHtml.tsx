import { useMemo } from "react";
import type { ReactNode } from "react";
import { createSanitiser } from "./sanitise.ts";

const sanitise = createSanitiser(window);

/** Foreign HTML after the one sanitiser; the only place that puts HTML into the page. */
export default function SanitisedHtml({ html }: { html: string }): ReactNode {
  const clean = useMemo(() => ({ __html: sanitise(html) }), [html]);
  // oxlint-disable-next-line react/no-danger -- sanitised in the line above
  return <div className="pl-html" dangerouslySetInnerHTML={clean} />;
}
