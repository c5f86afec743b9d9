import type { RoomHandle } from "@plenum/matrix";
import { useCallback, useRef } from "react";
import type { EmojiEntry } from "../../emoji/data.ts";
import { EMOJI_PREFERENCES, parseEmojiPreferences } from "../../emoji/preferences.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { rightsIn } from "../commands/rights.ts";
import type { FindSuggestions } from "./use-completion.ts";

/** Suggestions from the people of a room, one's rooms, the emoji and the commands. */
export function useFind(handle: RoomHandle): FindSuggestions {
  const { session } = useWorkspace();
  const { language } = useI18n();
  const emoji = useRef<{ language: string; entries: Promise<readonly EmojiEntry[]> }>(undefined);
  return useCallback(
    async (trigger) => {
      const { suggest } = await import("./suggest.ts");
      if (trigger.kind === "emoji" && emoji.current?.language !== language) {
        const entries = (async () => {
          const { loadEmoji } = await import("../../emoji/data.ts");
          return (await loadEmoji(language)).emojis;
        })();
        emoji.current = { language, entries };
        entries.catch(() => {
          emoji.current = undefined;
        });
      }
      return suggest(trigger, {
        members: handle.members.get(),
        ownUserId: session.userId,
        rooms: session.rooms.get().values(),
        emoji: trigger.kind === "emoji" ? ((await emoji.current?.entries) ?? []) : [],
        recentEmoji: parseEmojiPreferences(session.accountData.of(EMOJI_PREFERENCES).get()).recent,
        rights: rightsIn(handle, session),
        language,
      });
    },
    [handle, session, language],
  );
}
