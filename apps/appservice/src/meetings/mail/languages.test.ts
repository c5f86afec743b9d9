import { describe, expect, it } from "vitest";
import { testConfig } from "../../testing/config.ts";
import { languagesOf } from "./languages.ts";

const ANNA = "@anna:a.example";
const BERND = "@bernd:a.example";

function settings(of: Readonly<Record<string, unknown>>) {
  return {
    config: { ...testConfig(), serverName: "a.example" },
    rooms: { accountData: (userId: string) => Promise.resolve(of[userId]) },
  };
}

describe("the language of a mail", () => {
  it.each<[string, string | undefined, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["a colleague who has chosen English", BERND, { [BERND]: { language: "en" } }, ["en"]],
    ["a colleague who has chosen nothing", BERND, { [ANNA]: { language: "en" } }, ["de"]],
    ["a language that nobody knows", BERND, { [BERND]: { language: "tlh" } }, ["de"]],
    ["settings of another form", BERND, { [BERND]: ["en"] }, ["de"]],
    ["settings with a trap", BERND, { [BERND]: { ["__proto__"]: { language: "en" } } }, ["de"]],
    ["by mail, from somebody with German", undefined, { [ANNA]: { language: "de" } }, ["de", "en"]],
    [
      "by mail, from somebody with English",
      undefined,
      { [ANNA]: { language: "en" } },
      ["en", "de"],
    ],
    ["by mail, from somebody without a choice", undefined, {}, ["de", "en"]],
    [
      "somebody of another agency",
      "@eva:b.example",
      { "@eva:b.example": { language: "en" } },
      ["de", "en"],
    ],
  ])("%s", async (_story, userId, chosen, expected) => {
    expect(await languagesOf({ userId }, ANNA, settings(chosen))).toEqual(expected);
  });
});
