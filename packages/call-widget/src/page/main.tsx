import "@plenum/ui/styles.css";
import "../styles.css";
import "./page.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadCallTexts } from "../i18n/load-texts.ts";
import { CALL_NAMESPACE } from "../i18n/texts-namespace.ts";
import { PAGE_NAMESPACE, pageTexts } from "./texts.ts";
import { Page } from "./page.tsx";
import { PageTexts, translator } from "./page-texts.tsx";
import { parsePage } from "./page-parameters.ts";
import { connectWidget } from "./widget-host.ts";

async function start(place: HTMLElement): Promise<void> {
  const parameters = parsePage(location.search, location.hash, navigator.language);
  // Before anything is waited for: the client may greet as soon as the page is there.
  const widget = parameters?.widget && connectWidget(parameters, parameters.widget);
  // What went wrong is said by the page.
  widget?.catch(() => undefined);
  const language = parameters?.language ?? "de";
  document.documentElement.lang = language;
  if (parameters?.theme) document.documentElement.dataset["theme"] = parameters.theme;
  const { callTexts } = await loadCallTexts[language]();
  document.title = translator(callTexts, language)("call");
  createRoot(place).render(
    <StrictMode>
      <PageTexts
        language={language}
        texts={{ [CALL_NAMESPACE]: callTexts, [PAGE_NAMESPACE]: pageTexts[language] }}
      >
        <Page widget={widget} />
      </PageTexts>
    </StrictMode>,
  );
}

const place = document.querySelector<HTMLElement>("#call");
if (place) void start(place);
