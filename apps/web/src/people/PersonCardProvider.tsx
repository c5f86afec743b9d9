import { createContext, useCallback, useContext, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Popover } from "@plenum/ui";
import { useLocation } from "wouter";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { cardTexts } from "./texts.ts";

/** Opens a person's card beside an element. */
export type OpenPersonCard = (userId: string, beside: HTMLElement) => void;

const PersonCardContext = createContext<OpenPersonCard | undefined>(undefined);
const PersonCard = lazyView(() => import("./PersonCard.tsx"), cardTexts);

/** Opens a person's card; undefined where there are none (for guests). */
export function usePersonCard(): OpenPersonCard | undefined {
  return useContext(PersonCardContext);
}

/** Shows the card of whoever was chosen last; it goes with the place where it was opened. */
export function PersonCardProvider({ children }: { children: ReactNode }): ReactNode {
  const { t } = useI18n();
  const [location] = useLocation();
  const [shown, setShown] = useState<{ userId: string; at: string }>();
  const trigger = useRef<HTMLElement>(null);
  const open = useCallback<OpenPersonCard>(
    (userId, beside) => {
      trigger.current = beside;
      setShown({ userId, at: location });
    },
    [location],
  );
  const close = useMemo(() => () => setShown(undefined), []);
  return (
    <PersonCardContext value={open}>
      {children}
      {shown?.at === location ? (
        <Popover label={t("people.card")} triggerRef={trigger} onClose={close}>
          <PersonCard userId={shown.userId} onDone={close} />
        </Popover>
      ) : null}
    </PersonCardContext>
  );
}
