import { describe, expect, it } from "vitest";
import { allowedCommands, parseCommand, roomOf, userIdsOf } from "./commands.ts";
import { isCommand } from "./is-command.ts";

const all = { invite: true, topic: true, mentionEveryone: true, elsewhere: true };
const guest = { invite: false, topic: false, mentionEveryone: false, elsewhere: false };

function read(text: string, rights = all): string {
  const parsed = parseCommand(text, rights);
  if (parsed.kind === "command") return `${parsed.command.id}(${parsed.argument})`;
  return `${parsed.kind} ${parsed.name}`;
}

describe("a text is a command", () => {
  it.each([
    ["/me winkt", true],
    ["/thema", true],
    ["/unbekannt x", true],
    ["//me", false],
    ["/etc/passwd fehlt", false],
    ["/ allein", false],
    ["a /me", false],
    ["/", false],
    ["", false],
  ])("%j → %s", (text, expected) => {
    expect(isCommand(text)).toBe(expected);
  });
});

describe("a command is read", () => {
  it.each([
    ["/me winkt  ", "me(winkt)"],
    ["/ich winkt", "me(winkt)"],
    ["/ME winkt", "me(winkt)"],
    ["/thema Haushalt\n2027", "topic(Haushalt\n2027)"],
    ["/topic", "topic()"],
    ["/plain a\n*b*", "plain(a\n*b*)"],
    ["/me", "incomplete me"],
    ["/einladen", "incomplete einladen"],
    ["/leave now", "leave(now)"],
    ["/nick Chef", "unknown nick"],
    ["/constructor", "unknown constructor"],
  ])("%j → %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it("only where one may", () => {
    expect(read("/einladen @b:amt.de", guest)).toBe("not-allowed einladen");
    expect(allowedCommands(guest).map(({ id }) => id)).toEqual(["me", "plain"]);
  });
});

it.each([
  ["@anna:amt.de", ["@anna:amt.de"]],
  ["@anna:amt.de, @ben:amt.de:8448;@c:d", ["@anna:amt.de", "@ben:amt.de:8448", "@c:d"]],
  ["Anna Neumann", undefined],
  ["@anna:amt.de und Ben", undefined],
  ["", undefined],
])("accounts in %j", (argument, expected) => {
  expect(userIdsOf(argument)).toEqual(expected);
});

it.each([
  ["#haushalt:amt.de", "#haushalt:amt.de"],
  ["!abc", "!abc"],
  ["haushalt", undefined],
  ["#a b", undefined],
])("the room in %j", (argument, expected) => {
  expect(roomOf(argument)).toBe(expected);
});
