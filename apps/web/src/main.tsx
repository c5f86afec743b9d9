import "@plenum/ui/styles.css";
import "./app/app.css";
import { publicConfigSchema, type PublicConfig } from "@plenum/model";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { config as configureParsers } from "zod";
import { ApiError } from "./api/problem-error.ts";
import { fetchConfig } from "./api/public.ts";
import { App } from "./app/App.tsx";
import { createPreferences } from "./app/preferences.ts";
import { StartFailure } from "./app/StartFailure.tsx";
import { fetchGuestPage, prepareGuestTexts } from "./guests/guest-page-later.ts";
import { createTexts, I18nProvider } from "./i18n/I18n.tsx";
import { chooseLanguage, storedLanguage } from "./i18n/language.ts";
import { parseRoute } from "./routes.ts";
import { Vault } from "./session/vault.ts";

// Where code must not be made from text, even the attempt is reported as a violation.
configureParsers({ jitless: true });

/** Record of the vault: the configuration as the server gave it last. */
const CONFIG_KEY = "config";

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root");
const root = createRoot(container);

/** The configuration; undefined where the server cannot be reached. */
async function configuration(): Promise<PublicConfig | undefined> {
  try {
    return await fetchConfig();
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

async function start(): Promise<void> {
  const preferences = createPreferences();
  const fetched = configuration();
  const route = parseRoute(location.pathname);
  const guestPage = route.kind === "join" ? fetchGuestPage(route.token) : undefined;
  const vault = await Vault.open().catch(() => undefined);
  // As it was last: nothing waits for the server, and without it there is something to show.
  const kept = await vault?.read(CONFIG_KEY, publicConfigSchema).catch(() => undefined);
  const config = kept ?? (await fetched);
  const language = chooseLanguage(
    storedLanguage(),
    navigator.languages,
    config?.agency.defaultLanguage ?? "de",
  );
  const texts = await createTexts(language);
  // Not left to a `Suspense`, which would show what replaces a fallback 300 ms after it at the earliest.
  if (guestPage !== undefined) await Promise.all([guestPage, prepareGuestTexts(texts, language)]);
  const show = (shown: PublicConfig | undefined): void =>
    root.render(
      <StrictMode>
        <I18nProvider instance={texts} initial={language}>
          {shown === undefined || vault === undefined ? (
            <StartFailure
              reason={shown === undefined ? "unreachable" : "no-storage"}
              retries={shown === undefined}
              onRetry={() => void start()}
            />
          ) : (
            <App config={shown} vault={vault} preferences={preferences} />
          )}
        </I18nProvider>
      </StrictMode>,
    );
  show(config);
  const fresh = await fetched;
  if (fresh === undefined) return;
  await vault?.write(CONFIG_KEY, fresh).catch(() => undefined);
  if (kept !== undefined && JSON.stringify(fresh) !== JSON.stringify(kept)) show(fresh);
}

void start();
