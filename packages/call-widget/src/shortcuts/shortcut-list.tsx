import type { ReactNode } from "react";
import { useTexts } from "../views/use-call.ts";
import { KEYS, SHORTCUTS } from "./keys.ts";

/** Every key of the call, and what it does. */
export default function ShortcutList(): ReactNode {
  const t = useTexts();
  return (
    <>
      <dl className="call-keys">
        {SHORTCUTS.map((name) => (
          <div key={name} className="call-keys__one">
            <dt>
              <kbd>{KEYS[name].toUpperCase()}</kbd>
            </dt>
            <dd>{t(`shortcuts.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="call-panel__hint">{t("shortcuts.hint")}</p>
    </>
  );
}
