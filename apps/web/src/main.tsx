import "@plenum/ui/styles.css";
import "./app/app.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/problem-error.ts";
import { fetchConfig } from "./api/public.ts";
import { App } from "./app/App.tsx";
import { createPreferences } from "./app/preferences.ts";
import { StartFailure } from "./app/StartFailure.tsx";
import { createTexts, I18nProvider } from "./i18n/I18n.tsx";
import { chooseLanguage, storedLanguage } from "./i18n/language.ts";
import { Vault } from "./session/vault.ts";

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root");
const root = createRoot(container);

async function start(): Promise<void> {
  const preferences = createPreferences();
  const [config, vault] = await Promise.all([
    fetchConfig().catch((error: unknown) => {
      if (error instanceof ApiError) return undefined;
      throw error;
    }),
    Vault.open().catch(() => undefined),
  ]);
  const language = chooseLanguage(
    storedLanguage(),
    navigator.languages,
    config?.agency.defaultLanguage ?? "de",
  );
  const texts = await createTexts(language);
  root.render(
    <StrictMode>
      <I18nProvider instance={texts} initial={language}>
        {config === undefined || vault === undefined ? (
          <StartFailure
            reason={config === undefined ? "unreachable" : "no-storage"}
            retries={config === undefined}
            onRetry={() => void start()}
          />
        ) : (
          <App services={{ config, vault, preferences }} />
        )}
      </I18nProvider>
    </StrictMode>,
  );
}

void start();
