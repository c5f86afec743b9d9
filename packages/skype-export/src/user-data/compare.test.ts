import { describe, expect, test } from "vitest";
import { compareCounts } from "./compare.ts";

describe("who has an account and whose contacts were read", () => {
  test("everybody: nothing to say", () => {
    expect(compareCounts(["a@b.c"], new Set(["a@b.c"])).findings).toEqual([]);
  });

  test("a name with a slash stopped the export: who is missing, and the line that mends it", () => {
    const { missing, findings } = compareCounts(
      ["a@b.c", "test/alt@b.c", "o'neil@b.c", "o\u2019hara@b.c"],
      new Set(["a@b.c"]),
    );
    expect(missing).toEqual(["test/alt@b.c", "o'neil@b.c", "o\u2019hara@b.c"]);
    expect(findings[0]).toMatchObject({
      code: "user-data-stopped",
      severity: "stop",
      facts: {
        people: 4,
        found: 1,
        missing: 3,
        slashes: "test/alt@b.c",
        command:
          `'test/alt@b.c','o''neil@b.c','o\u2019\u2019hara@b.c' | ForEach-Object { $n++; ` +
          `Export-CsUserData -PoolFqdn (Get-CsUser -Identity "sip:$_").RegistrarPool.ToString() ` +
          `-UserFilter $_ -FileName ".\\ExportedUserData-$n.zip" }`,
      },
    });
  });

  test("a whole pool is missing, somebody else is new", () => {
    const people = Array.from({ length: 300 }, (_, n) => `p${n}@b.c`);
    const { unknown, findings } = compareCounts(people, new Set(["gone@b.c"]));
    expect(unknown).toEqual(["gone@b.c"]);
    expect(findings.map(({ code }) => code)).toEqual([
      "user-data-missing",
      "user-data-unknown-owner",
    ]);
    expect(findings[0]?.facts).toMatchObject({ missing: 300, left: 100 });
    expect(String(findings[0]?.facts.names)).toMatch(/^p0@b\.c, .* …$/);
  });
});
