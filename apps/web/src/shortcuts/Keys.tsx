import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { isMac, keyNames, parseKeys } from "./keys.ts";
import "./shortcuts.css";

/** A combination of keys as the keyboard names them. */
export function Keys({ keys }: { keys: string }): ReactNode {
  const { language } = useI18n();
  return (
    <span className="pl-keys">
      {keyNames(parseKeys(keys), language, { mac: isMac() }).map((name) => (
        <kbd key={name}>{name}</kbd>
      ))}
    </span>
  );
}
