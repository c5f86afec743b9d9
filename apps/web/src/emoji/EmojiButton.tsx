import { PopoverButton } from "@plenum/ui";
import { SmilePlus } from "lucide-react";
import type { ReactNode } from "react";
import { lazyView } from "../i18n/feature-texts.ts";
import { emojiTexts } from "./texts.ts";

const EmojiPicker = lazyView(() => import("./EmojiPicker.tsx"), emojiTexts);

/** A button that lets one choose an emoji: for reactions and for the text being written. */
export function EmojiButton({
  label,
  size,
  icon,
  onSelect,
  onOpenChange,
}: {
  label: string;
  size?: "medium" | "small";
  icon?: ReactNode;
  /** The panel closes by itself. */
  onSelect: (emoji: string) => void;
  /** For whatever has to stay in sight as long as the panel is open. */
  onOpenChange?: (open: boolean) => void;
}): ReactNode {
  return (
    <PopoverButton
      label={label}
      side="top"
      icon={icon ?? <SmilePlus aria-hidden="true" />}
      {...(size === undefined ? {} : { size })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {(close) => (
        <EmojiPicker
          onSelect={(emoji) => {
            close();
            onSelect(emoji);
          }}
        />
      )}
    </PopoverButton>
  );
}
