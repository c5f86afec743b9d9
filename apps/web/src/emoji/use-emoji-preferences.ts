import { useCallback, useMemo } from "react";
import { useObservable } from "../app/observable.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import {
  EMOJI_PREFERENCES,
  parseEmojiPreferences,
  withUsed,
  type EmojiPreferences,
} from "./preferences.ts";

/** A person's recent emoji and skin tone, on all of their devices. */
export function useEmojiPreferences(): {
  readonly preferences: EmojiPreferences;
  readonly used: (emoji: string) => void;
  readonly setSkinTone: (skinTone: EmojiPreferences["skinTone"]) => void;
} {
  const { session } = useWorkspace();
  const stored = useMemo(() => session.accountData.of(EMOJI_PREFERENCES), [session]);
  const content = useObservable(stored);
  const preferences = useMemo(() => parseEmojiPreferences(content), [content]);
  const write = useCallback(
    (change: (before: EmojiPreferences) => EmojiPreferences) => {
      const next = change(parseEmojiPreferences(stored.get()));
      // A convenience: what the server does not take is forgotten.
      session.accountData.set(EMOJI_PREFERENCES, next).catch(() => undefined);
    },
    [session, stored],
  );
  return {
    preferences,
    used: useCallback((emoji) => write((before) => withUsed(before, emoji)), [write]),
    setSkinTone: useCallback((skinTone) => write((before) => ({ ...before, skinTone })), [write]),
  };
}
