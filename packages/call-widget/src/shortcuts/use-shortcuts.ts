import { useEffect } from "react";
import type { RefObject } from "react";
import type { CallShortcut, HostShortcuts } from "../contract/index.ts";
import { KEYS, pressed, takesKeys } from "./keys.ts";

/**
 * Works keys while the call runs: wherever the focus is inside of it, and when it is nowhere.
 * A host that has a list of its own works them itself.
 * @param shortcuts nothing, while no call runs
 */
export function useShortcuts(
  region: RefObject<HTMLElement | null>,
  shortcuts: readonly CallShortcut[] | undefined,
  host: HostShortcuts | undefined,
): void {
  useEffect(() => {
    if (!shortcuts) return undefined;
    if (host) return host.register(shortcuts);
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      const inside = target instanceof Node && region.current?.contains(target) === true;
      if ((!inside && target !== document.body) || takesKeys(target)) return;
      const shortcut = pressed(event, shortcuts);
      // With the focus nowhere, the list is that of the whole page.
      if (!shortcut || (!inside && shortcut.key === KEYS.help)) return;
      event.preventDefault();
      shortcut.run();
    };
    // Before the listeners of the window, which know of fewer keys.
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [region, shortcuts, host]);
}
