import type { PublicConfig } from "@plenum/model";
import { createContext, useContext } from "react";
import type { Vault } from "../session/vault.ts";
import type { PreferencesStore } from "./preferences.ts";

/** What everything in the client may rely on, signed in or not. */
export interface AppServices {
  readonly config: PublicConfig;
  readonly vault: Vault;
  readonly preferences: PreferencesStore;
}

const AppContext = createContext<AppServices | undefined>(undefined);

export const AppProvider = AppContext.Provider;

/** Configuration, storage and preferences. */
export function useApp(): AppServices {
  const value = useContext(AppContext);
  if (!value) throw new Error("useApp needs an AppProvider around it");
  return value;
}
