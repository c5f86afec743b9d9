import type { MigrationItemInput } from "@plenum/model/migration";
import { expect, test } from "vitest";
import { batchesOf } from "./batches.ts";

async function* spaces(...names: readonly string[]): AsyncGenerator<MigrationItemInput> {
  for (const [at, name] of names.entries()) yield { kind: "space", key: String(at), name };
}

async function sizes(
  items: AsyncIterable<MigrationItemInput>,
  limits: { readonly items: number; readonly bytes: number },
): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const { items: some, body } of batchesOf(items, limits)) {
    expect(JSON.parse(body)).toEqual({ items: some });
    found.push(some.length);
  }
  return found;
}

test.each([
  ["nothing is no request", [], { items: 2, bytes: 1_000 }, []],
  ["so many items", ["a", "b", "c"], { items: 2, bytes: 1_000 }, [2, 1]],
  [
    "so many bytes, as UTF-8",
    ["ü".repeat(60), "ü".repeat(60), "c"],
    { items: 9, bytes: 200 },
    [1, 2],
  ],
  [
    "an item that is too long goes alone",
    ["a", "x".repeat(500), "c"],
    { items: 9, bytes: 200 },
    [1, 1, 1],
  ],
])("Requests are filled: %s", async (_, names, limits, expected) => {
  expect(await sizes(spaces(...names), limits)).toEqual(expected);
});
