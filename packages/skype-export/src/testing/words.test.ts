import { describe, expect, test } from "vitest";
import { CHAT_WORDS } from "../chat/words.ts";
import { LIMIT_WORDS } from "../findings/limit.ts";
import type { Facts, Words } from "../findings/words.ts";
import { FOLDER_WORDS } from "../folder/words.ts";
import { MEETING_WORDS } from "../meetings/words.ts";
import { USER_DATA_WORDS } from "../user-data/words.ts";
import { XML_WORDS } from "../xml/words.ts";

const ALL: Words<string> = {
  ...CHAT_WORDS,
  ...LIMIT_WORDS,
  ...MEETING_WORDS,
  ...FOLDER_WORDS,
  ...USER_DATA_WORDS,
  ...XML_WORDS,
};

/** Facts with every name, so that a sentence that asks for another one would show. */
const facts: Facts = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

describe("every code has its sentences", () => {
  test.each(Object.entries(ALL))("%s", (_, { de, en }) => {
    expect(de(facts)).toMatch(/^[A-ZÄÖÜ<„].*[.!?a-zA-Z>,}]$/su);
    expect(en(facts)).toMatch(/^[A-Z<“].*[.!?a-zA-Z>,}]$/su);
    expect(de(facts)).not.toBe(en(facts));
  });
});
