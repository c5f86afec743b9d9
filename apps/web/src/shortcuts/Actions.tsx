import {
  createContext,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { ReactNode } from "react";
import { isMac, isWriting } from "./keys.ts";
import { type Action, ActionRegistry } from "./registry.ts";

const ActionsContext = createContext<ActionRegistry | undefined>(undefined);

/** Listens to the keys of the window for everything inside. */
export function ActionsProvider({ children }: { children: ReactNode }): ReactNode {
  const [registry] = useState(() => new ActionRegistry());
  useEffect(() => {
    const mac = isMac();
    const onKeyDown = (event: KeyboardEvent): void => {
      // Somebody nearer has answered, or letters are being put together (IME, dead keys).
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const action = registry.find(event, {
        mac,
        writing: isWriting(event.target),
        dialog: document.querySelector("dialog[open]") !== null,
      });
      if (!action) return;
      event.preventDefault();
      action.run?.();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [registry]);
  return <ActionsContext value={registry}>{children}</ActionsContext>;
}

type Registered = Omit<Action, "id" | "command"> & {
  /** Needed only if the same action is registered in several places. */
  readonly id?: string;
};

/**
 * Keys for something, as long as the component is there; the help (`?`) lists them.
 * `useShortcut({ keys: ["Mod+Shift+L"], label: t("…"), scope: "room", run })`. Without `run` they
 * are listed only. Does nothing outside of a workspace (a guest's page).
 * @param enabled false takes it out for the time being
 */
export function useShortcut(shortcut: Registered, enabled = true): void {
  useAction(shortcut, undefined, enabled);
}

/**
 * Something that the command palette (Ctrl+K) offers as long as the component is there, with keys
 * or without. `useCommand({ label: t("…"), Icon, words: "dnd ruhe", run })`.
 * @param enabled false takes it out for the time being
 */
export function useCommand(
  command: Omit<Registered, "scope"> &
    NonNullable<Action["command"]> & { readonly scope?: Action["scope"]; readonly run: () => void },
  enabled = true,
): void {
  const { Icon, words, ...action } = command;
  useAction(
    { scope: "everywhere", ...action },
    { ...(Icon === undefined ? {} : { Icon }), ...(words === undefined ? {} : { words }) },
    enabled,
  );
}

function useAction(action: Registered, command: Action["command"], enabled: boolean): void {
  const registry = useContext(ActionsContext);
  const generated = useId();
  const run = useRef(action.run);
  useEffect(() => {
    run.current = action.run;
  });
  const { id = generated, label, scope, inDialogs } = action;
  const keys = action.keys?.join(" ") ?? "";
  const runs = action.run !== undefined;
  const offered = command !== undefined;
  const Icon = command?.Icon;
  const words = command?.words;
  useEffect(() => {
    if (!enabled) return undefined;
    return registry?.add({
      id,
      label,
      scope,
      ...(keys === "" ? {} : { keys: keys.split(" ") }),
      ...(runs ? { run: () => run.current?.() } : {}),
      ...(inDialogs === undefined ? {} : { inDialogs }),
      ...(offered
        ? {
            command: {
              ...(Icon === undefined ? {} : { Icon }),
              ...(words === undefined ? {} : { words }),
            },
          }
        : {}),
    });
  }, [registry, enabled, id, label, scope, keys, runs, inDialogs, offered, Icon, words]);
}

const NONE: readonly Action[] = [];

/** Everything that can be done at the moment. */
export function useActions(): readonly Action[] {
  const registry = useContext(ActionsContext);
  return useSyncExternalStore(
    (listener) => registry?.subscribe(listener) ?? (() => undefined),
    () => registry?.actions() ?? NONE,
  );
}
