import type { Language } from "../../i18n/language.ts";

export type CommandId = "me" | "plain" | "topic" | "invite" | "join" | "message" | "leave";

export interface Command {
  readonly id: CommandId;
  /** English first, then German; both always work. */
  readonly names: readonly [string, string, ...string[]];
  /** What has to follow it. */
  readonly takes: "nothing" | "text" | "address";
  readonly allowed?: (rights: CommandRights) => boolean;
}

/** What one may do in the room. */
export interface CommandRights {
  readonly invite: boolean;
  readonly topic: boolean;
  readonly mentionEveryone: boolean;
  /** False for a guest, who has this one room. */
  readonly elsewhere: boolean;
}

const COMMANDS: readonly Command[] = [
  { id: "me", names: ["me", "ich"], takes: "text" },
  { id: "plain", names: ["plain", "klartext"], takes: "text" },
  { id: "topic", names: ["topic", "thema"], takes: "text", allowed: ({ topic }) => topic },
  {
    id: "invite",
    names: ["invite", "einladen"],
    takes: "address",
    allowed: ({ invite }) => invite,
  },
  {
    id: "message",
    names: ["msg", "schreiben", "dm"],
    takes: "address",
    allowed: ({ elsewhere }) => elsewhere,
  },
  {
    id: "join",
    names: ["join", "betreten"],
    takes: "address",
    allowed: ({ elsewhere }) => elsewhere,
  },
  {
    id: "leave",
    names: ["leave", "verlassen", "part"],
    takes: "nothing",
    allowed: ({ elsewhere }) => elsewhere,
  },
];

/** Commands that one may use here. */
export function allowedCommands(rights: CommandRights): readonly Command[] {
  return COMMANDS.filter(({ allowed }) => allowed?.(rights) ?? true);
}

export function commandName({ names }: Command, language: Language): string {
  return names[language === "de" ? 1 : 0];
}

/** What a text that begins with a stroke means. */
export type ParsedCommand =
  | {
      readonly kind: "command";
      readonly command: Command;
      readonly argument: string;
      /** Where the argument begins in the text. */
      readonly from: number;
    }
  | { readonly kind: "unknown"; readonly name: string }
  | { readonly kind: "not-allowed"; readonly name: string }
  | { readonly kind: "incomplete"; readonly command: Command; readonly name: string };

/** Reads a text for which `isCommand` is true. */
export function parseCommand(text: string, rights: CommandRights): ParsedCommand {
  const [all = "", name = ""] = /^\/([\p{L}\p{N}-]+)\s*/u.exec(text) ?? [];
  const command = COMMANDS.find(({ names }) => names.includes(name.toLowerCase()));
  if (command === undefined) return { kind: "unknown", name };
  if (command.allowed?.(rights) === false) return { kind: "not-allowed", name };
  const argument = text.slice(all.length).trim();
  // Whoever clears the topic says so with nothing.
  if (argument === "" && command.takes !== "nothing" && command.id !== "topic") {
    return { kind: "incomplete", command, name };
  }
  return { kind: "command", command, argument, from: all.length };
}

const USER_ID = /^@[^\s:]{1,200}:[^\s]{1,200}$/;
const ROOM = /^[!#][^\s]{1,250}$/;

/** Accounts that an argument names, e.g. "@anna:amt.de, @ben:amt.de"; undefined if it names others too. */
export function userIdsOf(argument: string): readonly string[] | undefined {
  const ids = argument.split(/[\s,;]+/u).filter((part) => part !== "");
  return ids.length > 0 && ids.every((id) => USER_ID.test(id)) ? ids : undefined;
}

/** The room that an argument names. */
export function roomOf(argument: string): string | undefined {
  return ROOM.test(argument) ? argument : undefined;
}
