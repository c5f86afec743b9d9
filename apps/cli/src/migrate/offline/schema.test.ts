import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { differencesOf, TRIED_SCHEMA, type SchemaFacts } from "./schema.ts";

const { version, compatible, changes, columns } = TRIED_SCHEMA;
const TRIED: SchemaFacts = { version, compatible, changes, columns, unfinished: [] };

describe("a database is written to", () => {
  it("where it is exactly the one that was tried, in whatever order it tells", () => {
    expect(differencesOf({ ...TRIED, changes: changes.toReversed() }, TRIED_SCHEMA)).toEqual([]);
  });

  it("that belongs to the Synapse that is pinned", () => {
    const pinned = readFileSync(
      new URL("../../../../../synapse-config/requirements.txt", import.meta.url),
      "utf8",
    );
    expect(pinned).toContain(`matrix-synapse==${TRIED_SCHEMA.synapse} `);
  });
});

describe("a database is another one", () => {
  it.each([
    [
      "with a newer version",
      { version: 95 },
      [{ what: "version", found: "95/84", wanted: "94/84" }],
    ],
    [
      "that older versions understand no more",
      { compatible: 90 },
      [{ what: "version", found: "94/90", wanted: "94/84" }],
    ],
    [
      "without a version",
      { version: undefined },
      [{ what: "version", found: "?/84", wanted: "94/84" }],
    ],
    [
      "with a change that we do not know",
      { changes: [...changes, "94/99_users.sql"] },
      [{ what: "changes", names: ["94/99_users.sql"] }],
    ],
    [
      "without a change that we know",
      { changes: changes.slice(1) },
      [{ what: "changes", names: [changes[0]] }],
    ],
    [
      "with a column more",
      {
        columns: {
          ...columns,
          user_directory_search: ["user_id text!", "vector tsvector", "x text"],
        },
      },
      [{ what: "columns", table: "user_directory_search", names: ["x text"] }],
    ],
    [
      "with a column that must be filled now",
      { columns: { ...columns, user_directory_search: ["user_id text!", "vector tsvector!"] } },
      [
        {
          what: "columns",
          table: "user_directory_search",
          names: ["vector tsvector", "vector tsvector!"],
        },
      ],
    ],
    [
      "without a table",
      { columns: { ...columns, user_directory_search: undefined } },
      [
        {
          what: "columns",
          table: "user_directory_search",
          names: ["user_id text!", "vector tsvector"],
        },
      ],
    ],
  ])("%s", (_story, change, differences) => {
    const facts = { ...TRIED, ...change } as SchemaFacts;
    expect(differencesOf(facts, TRIED_SCHEMA)).toEqual(differences);
  });
});
