import type { Member, RoomSummary } from "@plenum/matrix";
import type { EmojiEntry } from "../../emoji/data.ts";
import { findEmoji } from "../../emoji/search.ts";
import type { Language } from "../../i18n/language.ts";
import {
  allowedCommands,
  commandName,
  type Command,
  type CommandRights,
} from "../commands/commands.ts";
import type { MentionMark } from "../mention-marks.ts";
import type { Trigger } from "./trigger.ts";

/** One thing that the word at the caret may become. */
export type Suggestion =
  | {
      readonly kind: "person";
      readonly id: string;
      readonly person: Member;
      /** Somebody else here has the same name: the account tells them apart. */
      readonly ambiguous: boolean;
    }
  | { readonly kind: "everyone"; readonly id: "everyone" }
  | { readonly kind: "room"; readonly id: string; readonly room: RoomSummary }
  | { readonly kind: "emoji"; readonly id: string; readonly emoji: string; readonly label: string }
  | {
      readonly kind: "command";
      readonly id: string;
      readonly command: Command;
      readonly name: string;
    };

/** What suggestions are made of. */
export interface SuggestionSources {
  readonly members: readonly Member[];
  readonly ownUserId: string;
  readonly rooms: Iterable<RoomSummary>;
  readonly emoji: readonly EmojiEntry[];
  readonly recentEmoji: readonly string[];
  readonly rights: CommandRights;
  readonly language: Language;
}

const MOST = 8;
/** How everybody in a room is called, in all Matrix clients. */
export const EVERYONE = "room";
const EVERYONE_WORDS = [EVERYONE, "alle", "all", "everyone", "raum"];

/** The suggestions for a trigger, best first. */
export function suggest(trigger: Trigger, sources: SuggestionSources): readonly Suggestion[] {
  const query = trigger.query.toLowerCase();
  switch (trigger.kind) {
    case "person":
      return people(query, sources);
    case "room":
      return rooms(query, sources.rooms);
    case "emoji":
      return findEmoji(sources.emoji, query, sources.recentEmoji, MOST).map((entry) => ({
        kind: "emoji" as const,
        id: entry.emoji,
        emoji: entry.emoji,
        label: entry.label,
      }));
    case "command":
      return allowedCommands(sources.rights)
        .filter(({ names }) => names.some((name) => name.startsWith(query)))
        .map((command) => ({
          kind: "command" as const,
          id: command.id,
          command,
          name: commandName(command, sources.language),
        }));
    default:
      return trigger.kind satisfies never;
  }
}

function people(query: string, sources: SuggestionSources): readonly Suggestion[] {
  const present = sources.members.filter(
    ({ userId, membership }) =>
      userId !== sources.ownUserId && (membership === "join" || membership === "invite"),
  );
  const names = new Map<string, number>();
  for (const { displayName } of present) {
    const name = displayName.toLowerCase();
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  const found = ranked(present, (person) => rankOfName(person.displayName, query, person.userId));
  const everyone =
    sources.rights.mentionEveryone && EVERYONE_WORDS.some((word) => word.startsWith(query));
  return [
    ...found.map((person) => ({
      kind: "person" as const,
      id: person.userId,
      person,
      ambiguous: (names.get(person.displayName.toLowerCase()) ?? 0) > 1,
    })),
    ...(everyone ? [{ kind: "everyone" as const, id: "everyone" as const }] : []),
  ].slice(0, MOST);
}

function rooms(query: string, all: Iterable<RoomSummary>): readonly Suggestion[] {
  const joined = [...all].filter(
    ({ membership, isDirect, isSpace }) => membership === "join" && !isDirect && !isSpace,
  );
  return ranked(joined, (room) => rankOfName(room.name, query)).map((room) => ({
    kind: "room",
    id: room.id,
    room,
  }));
}

/** The best ones in the order of their ranks; equal ones stay as they are. */
function ranked<Item>(
  items: readonly Item[],
  rankOf: (item: Item) => number | undefined,
): readonly Item[] {
  return items
    .flatMap((item, index) => {
      const rank = rankOf(item);
      return rank === undefined ? [] : [{ item, rank, index }];
    })
    .toSorted((left, right) => left.rank - right.rank || left.index - right.index)
    .slice(0, MOST)
    .map(({ item }) => item);
}

function rankOfName(name: string, query: string, userId = ""): number | undefined {
  const lower = name.toLowerCase();
  if (lower.startsWith(query)) return 0;
  if (lower.split(/[\s,.-]+/u).some((word) => word.startsWith(query))) return 1;
  if (query.length > 1 && userId.slice(1).toLowerCase().startsWith(query)) return 2;
  return query.length > 2 && lower.includes(query) ? 3 : undefined;
}

/**
 * The text after a suggestion was taken, and the mention that it makes.
 * @param server through which a room can be reached
 */
export function takeSuggestion(
  text: string,
  trigger: Trigger,
  suggestion: Suggestion,
  server: string,
): { readonly text: string; readonly caret: number; readonly mark?: MentionMark } {
  const { word, target } = replacementOf(suggestion, server);
  const rest = text.slice(trigger.end);
  const space = /^\s/u.test(rest) ? "" : " ";
  const start = trigger.start;
  return {
    text: text.slice(0, start) + word + space + rest,
    caret: start + word.length + 1,
    ...(target === undefined ? {} : { mark: { start, text: word, target } }),
  };
}

function replacementOf(
  suggestion: Suggestion,
  server: string,
): { readonly word: string; readonly target?: MentionMark["target"] } {
  switch (suggestion.kind) {
    case "person":
      return {
        word: `@${suggestion.person.displayName}`,
        target: { kind: "person", userId: suggestion.person.userId },
      };
    case "everyone":
      return { word: `@${EVERYONE}`, target: { kind: "everyone" } };
    case "room":
      return {
        word: `#${suggestion.room.name}`,
        target: { kind: "room", roomId: suggestion.room.id, via: server },
      };
    case "emoji":
      return { word: suggestion.emoji };
    case "command":
      return { word: `/${suggestion.name}` };
    default:
      return suggestion satisfies never;
  }
}
