import { lazy, Suspense } from "react";
import type { ComponentProps, ReactNode } from "react";
import type Menu from "./ContextMenu.tsx";

const Loaded = lazy(() => import("./ContextMenu.tsx"));

/** A menu at a place of the window; its code comes when it is first opened. */
export function ContextMenu(props: ComponentProps<typeof Menu>): ReactNode {
  return (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  );
}
