import { createElement, lazy, useState } from "react";
import type { ComponentType, ReactNode } from "react";

/** A view that is not part of the start. */
export interface LaterView<Props extends object> {
  (props: Props): ReactNode;
  /**
   * Fetches the view's code ahead of its first showing, and resolves when that has come to an end;
   * a failure shows at the showing.
   */
  preload(): Promise<void>;
}

/**
 * A view that is fetched apart from the start. Once its code is there it shows without suspending,
 * which `React.lazy` alone does not: its first showing always leaves an empty frame.
 * Has to stand below a `Suspense`.
 */
export function laterView<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LaterView<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetchView = async (): Promise<{ default: ComponentType<Props> }> => {
    loaded = await load();
    return { default: loaded };
  };
  const Waiting = lazy(fetchView);
  function View(props: Props): ReactNode {
    // What was shown first stays for this place's life: another type would mount everything anew.
    const [Shown] = useState(() => loaded ?? (Waiting as ComponentType<Props>));
    return createElement(Shown, props);
  }
  View.preload = async (): Promise<void> => {
    await fetchView().catch(() => undefined);
  };
  return View;
}
