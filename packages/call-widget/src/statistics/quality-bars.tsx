import type { ReactNode } from "react";
import type { Quality } from "../contract/index.ts";
import { useTexts } from "../views/use-call.ts";

/** How good a line is: three bars to look at, a word to hear. */
export function QualityBars({ quality }: { quality: Quality }): ReactNode {
  const t = useTexts();
  const word = t(`statistics.${quality}`);
  return (
    <span className="call-quality" data-quality={quality} title={word}>
      <span className="ui-visually-hidden">{word}</span>
      <span className="call-quality__bar" />
      <span className="call-quality__bar" />
      <span className="call-quality__bar" />
    </span>
  );
}
