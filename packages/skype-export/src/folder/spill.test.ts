import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { all } from "../testing/pieces.ts";
import { FolderSpill } from "./spill.ts";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "spill-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

test("lines come back as they were, several times, and the folder goes at the end", async () => {
  const spill = new FolderSpill(parent);
  const lines = ["eins", "zwei\u2028drei\r", "ü".repeat(100_000), "", "😀"];
  const back = await spill.put(lines);
  const other = await spill.put(["anders"]);
  expect(await all(back())).toEqual(lines);
  expect(await all(back())).toEqual(lines);
  expect(await all(other())).toEqual(["anders"]);
  const [folder = ""] = readdirSync(parent);
  const files = readdirSync(path.join(parent, folder));
  // Messages are personal: nobody else on the machine may read them.
  expect(files.map((file) => statSync(path.join(parent, folder, file)).mode & 0o77)).toEqual([
    0, 0,
  ]);
  await spill.close();
  expect(readdirSync(parent)).toEqual([]);
});

test("closing without having kept anything does nothing", async () => {
  await new FolderSpill(parent).close();
  expect(readdirSync(parent)).toEqual([]);
});
