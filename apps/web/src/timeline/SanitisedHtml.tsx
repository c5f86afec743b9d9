import { useMemo } from "react";
import type { MouseEvent, ReactNode } from "react";
import { useLocation } from "wouter";
import { createSanitiser } from "./sanitise.ts";

const sanitise = createSanitiser(window);

/** Foreign HTML after the one sanitiser; the only place that puts HTML into the page. */
export default function SanitisedHtml({
  html,
  plain,
}: {
  html: string;
  /** Stands there instead of what is too large or too deep. */
  plain: ReactNode;
}): ReactNode {
  const clean = useMemo(() => sanitise(html), [html]);
  const [, navigate] = useLocation();
  const openHere = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a.pl-pill[href]") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigate(link.getAttribute("href") ?? "/");
  };
  if (clean === undefined) return plain;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions, react/no-danger -- sanitised above; the links inside are links, which Enter follows
    <div className="pl-html" dangerouslySetInnerHTML={{ __html: clean }} onClick={openHere} />
  );
}
