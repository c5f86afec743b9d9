import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { useTexts } from "../views/use-call.ts";

/** Louder than this counts as being heard. */
const HEARD = 0.35;
/** Milliseconds between two looks at the level. */
const INTERVAL = 60;

/** Shows that the microphone hears something, as a bar and (once heard) in words. */
export function LevelBar({ call, on }: { call: Call; on: boolean }): ReactNode {
  const t = useTexts();
  const bar = useRef<HTMLSpanElement>(null);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    const element = bar.current;
    if (!on || !element) return undefined;
    const timer = window.setInterval(() => {
      const level = call.level();
      element.style.setProperty("--call-level", level.toFixed(2));
      if (level > HEARD) setHeard(true);
    }, INTERVAL);
    return () => {
      window.clearInterval(timer);
      element.style.setProperty("--call-level", "0");
    };
  }, [call, on]);
  const text = on ? (heard ? t("preview.hears") : t("preview.silent")) : t("preview.muted");
  return (
    <div className="call-level">
      <span ref={bar} className="call-level__bar" aria-hidden="true" />
      <p className="call-level__text">{text}</p>
    </div>
  );
}
