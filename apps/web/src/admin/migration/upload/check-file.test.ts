import { expect, test } from "vitest";
import { checkFile } from "./check-file.ts";

const anna = {
  kind: "account",
  userId: "@anna:amt.example",
  displayName: "Anna Amsel",
  source: "anna@amt.example",
};
const history = (block: number, ...messages: readonly object[]) => ({
  kind: "history",
  channel: "lage",
  block,
  messages: messages.map((message, index) =>
    Object.assign(
      {
        id: `${block}-${index}`,
        sentAt: 1_700_000_000_000,
        sender: { name: "Anna" },
        text: "Guten Morgen",
      },
      message,
    ),
  ),
});
const fileOf = (...lines: readonly (string | object)[]): Blob =>
  new Blob([
    lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
  ]);

test("a file as the command line writes it is counted by kind, in the order of making", async () => {
  const sha256 = "a".repeat(64);
  const preview = await checkFile(
    fileOf(
      history(
        0,
        {},
        { file: { name: "Plan.pdf", sha256 } },
        { file: { name: "Kopie.pdf", sha256 } },
        { file: { name: "Ohne.pdf" } },
      ),
      { ...anna, userId: "@ben:amt.example" },
      anna,
    ),
  );
  expect(preview).toEqual({
    good: 3,
    kinds: [
      { kind: "account", number: 2 },
      { kind: "history", number: 1 },
    ],
    badCount: 0,
    bad: [],
    twice: { number: 0 },
    files: new Map([[sha256, { sha256, name: "Plan.pdf", messages: 2 }]]),
  });
});

test.each<[string, string | object, object]>([
  ["no JSON", "@anna;Anna", { reason: "json" }],
  ["cut off", JSON.stringify(anna).slice(0, -5), { reason: "json" }],
  ["a list", [anna], { reason: "json" }],
  ["a text", '"account"', { reason: "json" }],
  ["nothing", "null", { reason: "json" }],
  ["an empty object", {}, { reason: "kind" }],
  ["of a kind that is not there", { ...anna, kind: "device" }, { reason: "kind" }],
  ["with a name of __proto__ for a kind", '{"kind":"__proto__"}', { reason: "kind" }],
  [
    "without a name",
    { ...anna, displayName: undefined },
    { reason: "field", field: "displayName" },
  ],
  [
    "with a name of nothing but marks of direction",
    { ...anna, displayName: "\u202E\u200F" },
    { reason: "field", field: "displayName" },
  ],
  [
    "with a wrong person among its members",
    { kind: "space", key: "s", name: "Amt", members: ["@anna:amt.example", "anna"] },
    { reason: "field", field: "members.1" },
  ],
])("a line is named that is %s", async (_what, line, expected) => {
  const preview = await checkFile(fileOf(anna, "", line, { ...anna, userId: "@ben:amt.example" }));
  expect(preview).toMatchObject({ good: 2, badCount: 1, bad: [{ line: 3, ...expected }] });
});

test("what a line before was about is counted, with the first such line", async () => {
  const preview = await checkFile(
    fileOf(anna, history(0, {}), anna, { ...anna, displayName: "Anna A." }, history(1, {})),
  );
  expect(preview).toMatchObject({ good: 5, twice: { number: 2, first: 3 } });
});

test("of a file with nothing but wrong lines the first ones are shown", async () => {
  const preview = await checkFile(fileOf(...Array.from({ length: 2500 }, () => "x")));
  expect(preview).toMatchObject({ good: 0, badCount: 2500, kinds: [] });
  expect(preview.bad.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
});

test("whoever closes the dialog ends the reading", async () => {
  await expect(
    checkFile(fileOf(anna, anna), { signal: AbortSignal.abort(new Error("closed")) }),
  ).rejects.toThrow("closed");
});
