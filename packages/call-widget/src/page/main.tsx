import "@plenum/ui/styles.css";
import "../styles.css";
import "./page.css";
import { createInstance } from "i18next";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { CALL_NAMESPACE, callTexts } from "../i18n/texts.ts";
import { PAGE_NAMESPACE, pageTexts } from "./texts.ts";
import { Page } from "./page.tsx";
import { parsePage } from "./page-parameters.ts";

async function start(place: HTMLElement): Promise<void> {
  const parameters = parsePage(location.search, location.hash, navigator.language);
  const language = parameters?.language ?? "de";
  document.documentElement.lang = language;
  if (parameters?.theme) document.documentElement.dataset["theme"] = parameters.theme;
  const i18n = createInstance();
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    defaultNS: CALL_NAMESPACE,
    resources: {
      de: { [CALL_NAMESPACE]: callTexts.de, [PAGE_NAMESPACE]: pageTexts.de },
      en: { [CALL_NAMESPACE]: callTexts.en, [PAGE_NAMESPACE]: pageTexts.en },
    },
    interpolation: { escapeValue: false },
  });
  document.title = i18n.t("call");
  createRoot(place).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <Page parameters={parameters} />
      </I18nextProvider>
    </StrictMode>,
  );
}

const place = document.querySelector<HTMLElement>("#call");
if (place) void start(place);
