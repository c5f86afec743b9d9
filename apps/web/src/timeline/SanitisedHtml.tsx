import { useMemo } from "react";
import type { MouseEvent, ReactNode } from "react";
import { useLocation } from "wouter";
import { createSanitiser } from "./sanitise.ts";

const sanitise = createSanitiser(window);

/** Foreign HTML after the one sanitiser; the only place that puts HTML into the page. */
export default function SanitisedHtml({ html }: { html: string }): ReactNode {
  const clean = useMemo(() => ({ __html: sanitise(html) }), [html]);
  const [, navigate] = useLocation();
  const openHere = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a.pl-pill[href]") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigate(link.getAttribute("href") ?? "/");
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions, react/no-danger -- sanitised above; the links inside are links, which Enter follows
    <div className="pl-html" dangerouslySetInnerHTML={clean} onClick={openHere} />
  );
}
