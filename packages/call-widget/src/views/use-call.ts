import { useEffect, useState, useSyncExternalStore } from "react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Call, CallParticipant, CallSnapshot } from "../contract/index.ts";
import { CALL_NAMESPACE } from "../i18n/texts-namespace.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The call as it is now. */
export function useCall(call: Call): CallSnapshot {
  return useSyncExternalStore(
    (listener) => call.subscribe(listener),
    () => call.get(),
  );
}

/**
 * One part of the call: what looks at a part alone is not drawn anew for the others.
 * @param select must give the same object until the part changes; parts of the snapshot do
 */
export function useCallPart<Part>(call: Call, select: (snapshot: CallSnapshot) => Part): Part {
  return useSyncExternalStore(
    (listener) => call.subscribe(listener),
    () => select(call.get()),
  );
}

/** Texts of the call. */
export function useTexts() {
  return useTranslation(CALL_NAMESPACE).t;
}

/** Size of an element in CSS pixels; zero until it is known. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** What the host knows better than the call: the name in its directory, the agency of a stranger. */
export type Describe = (participant: CallParticipant) => {
  readonly name?: string;
  readonly organisation?: string;
};
