import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RotatingLog } from "./rotating-log.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plenum-log-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a log", () => {
  it("moves on when it is full and keeps a few old files", async () => {
    const log = new RotatingLog(join(folder, "part.log"), 10, 2);
    for (const line of ["first--\n", "second-\n", "third--\n", "fourth-\n"]) log.write(line);
    log.close();
    expect((await readdir(folder)).toSorted()).toEqual(["part.log", "part.log.1", "part.log.2"]);
    expect(await readFile(join(folder, "part.log"), "utf8")).toBe("fourth-\n");
    expect(await readFile(join(folder, "part.log.2"), "utf8")).toBe("second-\n");
  });

  it("goes on in the file that is there", async () => {
    const path = join(folder, "again.log");
    for (const text of ["one\n", "two\n"]) {
      const log = new RotatingLog(path);
      log.write(text);
      log.close();
    }
    expect(await readFile(path, "utf8")).toBe("one\ntwo\n");
  });
});
