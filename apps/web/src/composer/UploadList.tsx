import { Suspense } from "react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { lazyView } from "../i18n/feature-texts.ts";
import { mediaTexts } from "../media/texts.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

const UploadStrip = lazyView(() => import("../media/UploadStrip.tsx"), mediaTexts);

/** Files on their way into this place (see `placeKey`), and the question before they go. */
export function UploadList({ place }: { place: string }): ReactNode {
  const { uploads } = useWorkspace();
  const list = useStore(uploads, (state) => state[place]);
  if (!list || list.length === 0) return null;
  return (
    <Suspense>
      <UploadStrip place={place} list={list} />
    </Suspense>
  );
}
