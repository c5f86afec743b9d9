import { IconButton } from "@plenum/ui";
import { Search } from "lucide-react";
import { createContext, Suspense, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { parseRoute } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { useShortcut } from "../shortcuts/Actions.tsx";
import { isIndexWanted } from "./index-choice.ts";
import { searchTexts } from "./texts.ts";

const loadBox = () => import("./SearchBox.tsx");
const SearchBox = lazyView(loadBox, searchTexts);

/** The one box over everything. */
export interface SearchBoxControl {
  /** @param roomId looks for messages of this room only */
  readonly open: (roomId?: string) => void;
}

const SearchBoxContext = createContext<SearchBoxControl>({ open: () => undefined });

/** Opens the box from anywhere in the workspace. */
export function useSearchBox(): SearchBoxControl {
  return useContext(SearchBoxContext);
}

/** Ctrl+K and Ctrl+F, the box they open, and the index behind it. */
export function SearchProvider({ children }: { children: ReactNode }): ReactNode {
  const { t } = useI18n();
  const [location] = useLocation();
  const [opened, setOpened] = useState<{ readonly roomId?: string }>();
  const route = parseRoute(location);
  const roomId = route.kind === "room" ? route.roomId : undefined;
  const control = useMemo<SearchBoxControl>(
    () => ({ open: (room) => setOpened(room === undefined ? {} : { roomId: room }) }),
    [],
  );
  useIndex();
  useShortcut({
    id: "search",
    keys: ["Mod+K"],
    label: t("search.open"),
    scope: "everywhere",
    run: () => control.open(),
  });
  useShortcut(
    {
      id: "search-room",
      keys: ["Mod+F"],
      label: t("search.inRoom"),
      scope: "room",
      run: () => control.open(roomId),
    },
    roomId !== undefined,
  );
  return (
    <SearchBoxContext value={control}>
      {children}
      {opened === undefined ? null : (
        <Suspense>
          <SearchBox {...opened} onClose={() => setOpened(undefined)} />
        </Suspense>
      )}
    </SearchBoxContext>
  );
}

/** Keeps the index going, but never beside a call. */
function useIndex(): void {
  const { load } = useI18n();
  const { session, call } = useWorkspace();
  const inCall = useStore(call, (state) => state.current !== undefined);
  useEffect(() => {
    if (isIndexWanted()) session.search.start();
  }, [session]);
  useEffect(() => (inCall ? session.search.hold() : undefined), [session, inCall]);
  useEffect(() => {
    // There before it is wanted, so that the first key press is not lost.
    const timer = setTimeout(() => {
      loadBox().catch(() => undefined);
      load(searchTexts).catch(() => undefined);
    }, 4000);
    return () => clearTimeout(timer);
  }, [load]);
}

/** The visible way to the box. */
export function SearchButton(): ReactNode {
  const { t } = useI18n();
  const { open } = useSearchBox();
  return (
    <IconButton
      label={t("search.open")}
      icon={<Search aria-hidden="true" />}
      onClick={() => open()}
    />
  );
}
