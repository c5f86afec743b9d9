import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { replacing } from "../../../../vitest.config.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** Unit tests of all workspaces, relative to the project. */
function unitTests(): readonly string[] {
  const workspaces = ["apps", "packages"].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name, "src")),
  );
  return [...workspaces, join(ROOT, "bench")].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /(?<!\.integration)\.test\.tsx?$/.test(file))
      .filter((file) => !file.includes("node_modules"))
      .map((file) => relative(ROOT, join(folder, file))),
  );
}

test("whoever puts other modules in the place of some is alone with them", () => {
  const marks = ["mock", "doMock", "resetModules"].map((name) => `vi.${name}(`);
  const files = unitTests().filter((file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    return marks.some((mark) => text.includes(mark));
  });
  expect(files.toSorted()).toEqual([...replacing].toSorted());
});
