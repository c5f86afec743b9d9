import { createStore, type StoreApi } from "zustand/vanilla";
import { z } from "zod";

const preferencesSchema = z.object({
  theme: z.enum(["system", "light", "dark"]).catch("system"),
  contrast: z.enum(["normal", "high"]).catch("normal"),
  /** Tools that only developers need, such as the source of a message. */
  developer: z.boolean().catch(false),
  /** Whether web pages that people link to are shown in short under the message. */
  linkPreviews: z.boolean().catch(true),
  density: z.enum(["comfortable", "compact"]).catch("comfortable"),
});

/** How this device shows things; kept in local storage. */
export type Preferences = z.infer<typeof preferencesSchema>;

const STORED = "plenum.preferences";

/** Preferences of this device, applied to the document from the first moment. */
export function createPreferences(): PreferencesStore {
  const store = createStore<Preferences>(() => preferencesSchema.parse(readStored()));
  applyPreferences(store.getState());
  return {
    ...store,
    change(part) {
      store.setState(part);
      const preferences = store.getState();
      applyPreferences(preferences);
      localStorage.setItem(STORED, JSON.stringify(preferences));
    },
  };
}

export interface PreferencesStore extends StoreApi<Preferences> {
  change(part: Partial<Preferences>): void;
}

function readStored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

function applyPreferences({ theme, contrast, density }: Preferences): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
  dataset["contrast"] = contrast;
  dataset["density"] = density;
}
