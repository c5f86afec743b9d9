import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type texts from "./texts.de.json";

type EmojiWord = keyof (typeof texts)["encryption"]["verify"]["emoji"];

/** Seven pictures with their names, so that they can be read out on the telephone. */
export function SameEmoji({
  emoji,
}: {
  emoji: readonly { readonly symbol: string; readonly name: string }[];
}): ReactNode {
  const { t } = useI18n();
  return (
    <ol className="ui-list pl-same-emoji">
      {emoji.map(({ symbol, name }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the same picture may come twice; the order is the point
        <li key={index}>
          <span className="pl-same-emoji__symbol" aria-hidden="true">
            {symbol}
          </span>
          <span>{t(`encryption.verify.emoji.${wordOf(name)}`)}</span>
        </li>
      ))}
    </ol>
  );
}

/** A picture's English name in the protocol ("Thumbs up") as the name of its text. */
function wordOf(name: string): EmojiWord {
  // The protocol has 64 of them, and the library makes no others.
  return name.toLowerCase().replaceAll(" ", "_") as EmojiWord;
}
