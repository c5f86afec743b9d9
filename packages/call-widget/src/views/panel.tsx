import { IconButton, Spinner } from "@plenum/ui";
import { X } from "lucide-react";
import { lazy, Suspense, useEffect, useId, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { DevicePickers } from "../preview/device-pickers.tsx";
import { type Describe, useTexts } from "./use-call.ts";

const PeoplePanel = lazy(() => import("../people/people-panel.tsx"));
const SpeakingPanel = lazy(() => import("../speaking-list/call-list.tsx"));
const StatisticsPanel = lazy(() => import("../statistics/statistics-panel.tsx"));
const ShortcutList = lazy(() => import("../shortcuts/shortcut-list.tsx"));

export type PanelName = "people" | "speaking" | "statistics" | "shortcuts" | "devices";

/** Beside the pictures, on a phone above them: people, keys, devices. Escape closes it. */
export function Panel({
  call,
  name,
  describe,
  onClose,
}: {
  call: Call;
  name: PanelName;
  describe: Describe | undefined;
  onClose: () => void;
}): ReactNode {
  const t = useTexts();
  const heading = useId();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // Back to what opened it; in the meantime the call may be over.
    const before = document.activeElement;
    place.current?.focus();
    return () => {
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, []);
  const titles = {
    people: t("people.title"),
    speaking: t("shortcuts.speaking"),
    statistics: t("statistics.title"),
    shortcuts: t("shortcuts.title"),
    devices: t("devices.title"),
  } as const;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return (
    // Escape closes from anywhere inside; the elements inside carry the interaction.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={place}
      className="call-panel"
      aria-labelledby={heading}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className="call-panel__head">
        <h3 id={heading}>{titles[name]}</h3>
        <IconButton
          label={t("panel.close")}
          icon={<X aria-hidden="true" />}
          size="small"
          onClick={onClose}
        />
      </header>
      <Suspense fallback={<Spinner />}>
        {name === "people" ? (
          <PeoplePanel call={call} describe={describe} />
        ) : name === "speaking" ? (
          <SpeakingPanel call={call} describe={describe} />
        ) : name === "statistics" ? (
          <StatisticsPanel call={call} describe={describe} />
        ) : name === "shortcuts" ? (
          <ShortcutList />
        ) : (
          <DevicePickers call={call} />
        )}
      </Suspense>
    </section>
  );
}
