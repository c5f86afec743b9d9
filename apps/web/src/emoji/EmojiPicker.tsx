import { classes } from "@plenum/ui";
import { EmojiPicker as Picker } from "frimousse";
import type { ComponentProps } from "react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { loadEmoji } from "./data.ts";
import { useEmojiPreferences } from "./use-emoji-preferences.ts";
import "./emoji.css";

const COLUMNS = 9;
/** Recent ones that are shown: one row. */
const RECENT = COLUMNS;

const List = {
  CategoryHeader: ({ category, ...rest }) => (
    <div {...rest} className="pl-emoji__category">
      {category.label}
    </div>
  ),
  Row: ({ children, ...rest }) => (
    <div {...rest} className="pl-emoji__row">
      {children}
    </div>
  ),
  Emoji: ({ emoji, ...rest }) => (
    <button
      {...rest}
      type="button"
      className={classes("pl-emoji__one", emoji.isActive && "pl-emoji__one--active")}
    >
      {emoji.emoji}
    </button>
  ),
} satisfies NonNullable<ComponentProps<typeof Picker.List>["components"]>;

/**
 * All emoji, by group and by name in German and English; arrow keys move, Enter chooses. Its data
 * comes from our own origin.
 */
export default function EmojiPicker({
  onSelect,
}: {
  onSelect: (emoji: string) => void;
}): ReactNode {
  const { t, language } = useI18n();
  const { preferences, used, setSkinTone } = useEmojiPreferences();
  const [failed, setFailed] = useState(false);
  const [searching, setSearching] = useState(false);
  const choose = (emoji: string): void => {
    used(emoji);
    onSelect(emoji);
  };
  return (
    <Picker.Root
      className="pl-emoji"
      locale={language}
      columns={COLUMNS}
      skinTone={preferences.skinTone}
      resolveEmojiData={async () => {
        try {
          return await loadEmoji(language);
        } catch (error) {
          setFailed(true);
          throw error;
        }
      }}
      onEmojiSelect={({ emoji }) => choose(emoji)}
    >
      <div className="pl-emoji__head">
        <Picker.Search
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever opens the picker wants to search
          autoFocus
          className="ui-input pl-emoji__search"
          aria-label={t("emoji.search")}
          placeholder={t("emoji.search")}
          onChange={(event) => setSearching(event.currentTarget.value !== "")}
        />
        <Picker.SkinTone emoji="✋">
          {({ skinToneVariations }) => (
            <select
              className="ui-input pl-emoji__tone"
              aria-label={t("emoji.skinTone")}
              value={preferences.skinTone}
              onChange={(event) => {
                const chosen = skinToneVariations.find(
                  ({ skinTone }) => skinTone === event.currentTarget.value,
                );
                if (chosen) setSkinTone(chosen.skinTone);
              }}
            >
              {skinToneVariations.map(({ skinTone, emoji }) => (
                <option key={skinTone} value={skinTone}>
                  {emoji}
                </option>
              ))}
            </select>
          )}
        </Picker.SkinTone>
      </div>
      {preferences.recent.length > 0 && !searching ? (
        <div className="pl-emoji__recent" role="toolbar" aria-label={t("emoji.recent")}>
          {preferences.recent.slice(0, RECENT).map((emoji) => (
            <button
              key={emoji}
              type="button"
              className="pl-emoji__one"
              aria-label={emoji}
              onClick={() => choose(emoji)}
            >
              {emoji}
            </button>
          ))}
        </div>
      ) : null}
      <Picker.Viewport className="pl-emoji__viewport">
        {failed ? (
          <p className="pl-emoji__note" role="alert">
            {t("emoji.failed")}
          </p>
        ) : (
          <Picker.Loading className="pl-emoji__note">{t("emoji.loading")}</Picker.Loading>
        )}
        <Picker.Empty className="pl-emoji__note">{t("emoji.empty")}</Picker.Empty>
        <Picker.List components={List} />
      </Picker.Viewport>
      <p className="pl-emoji__name" aria-hidden="true">
        <Picker.ActiveEmoji>
          {({ emoji }) => (emoji ? `${emoji.emoji} ${emoji.label}` : "")}
        </Picker.ActiveEmoji>
      </p>
    </Picker.Root>
  );
}
