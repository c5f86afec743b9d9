import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  checkExport,
  domainsIn,
  exampleRules,
  FolderSpill,
  openExport,
  readContactLists,
  readRules,
  sourcesOf,
  sumOf,
  type CheckResult,
  type MovedByAddress,
  type ReadContactsBeside,
} from "@plenum/skype-export";
import { describe, expect, it, vi } from "vitest";
import { contactsBeside } from "./beside.ts";

const SAMPLES = fileURLToPath(
  new URL("../../../../../packages/skype-export/samples/", import.meta.url),
);
const MOVES: MovedByAddress = new Map([
  ["anna.schmidt@land.example", true],
  ["juergen.mueller@land.example", true],
  ["mehmet.yilmaz@land.example", false],
]);

vi.setConfig({ testTimeout: 60_000 });

async function userData() {
  const { files, close } = await openExport(SAMPLES, () => undefined);
  return { files: files.filter(({ kind }) => kind === "user-data"), close };
}

/** The check of the samples. */
async function checked(contactsBeside?: ReadContactsBeside): Promise<CheckResult> {
  const folder = await openExport(SAMPLES, () => undefined);
  const domains = await domainsIn(sourcesOf(folder.files, () => undefined));
  const { rules } = readRules(exampleRules(domains));
  if (!rules) throw new Error("the example is wrong");
  const spill = new FolderSpill();
  try {
    const input = { folder, rules, now: Date.now(), spill };
    return await checkExport(contactsBeside ? { ...input, contactsBeside } : input);
  } finally {
    folder.close();
    await spill.close();
  }
}

const running = () => new AbortController().signal;

describe("contact lists that are read in a thread of their own", () => {
  it("are the same as in this one, with what is wrong with them, also of an archive", async () => {
    const { files, close } = await userData();
    const bytes = { here: sumOf(files), beside: 0 };
    const here = await readContactLists(files, Promise.resolve(MOVES));
    const beside = await contactsBeside(SAMPLES)(
      files,
      wait(300, MOVES),
      (more) => (bytes.beside += more),
      running(),
    );
    close();
    expect(beside).toEqual(here);
    expect(beside.fileOf.size).toBe(3);
    expect(beside.contactsMoved).toBeGreaterThan(0);
    expect(beside.findings.map(({ code }) => code)).toContain("user-data-conferences");
    expect(bytes.beside).toBe(bytes.here);
  });

  it("give the same check, with everything told in the same order", async () => {
    const [here, beside] = [await checked(), await checked(contactsBeside(SAMPLES))];
    expect(beside).toEqual(here);
    expect(here.findings.map(({ code }) => code)).toContain("user-data-twice");
  });

  it("that went away meanwhile are told like any that cannot be read", async () => {
    const gone = { name: "gone/DocItemSet.xml", open: () => expect.unreachable() };
    const lists = await contactsBeside(SAMPLES)(
      [gone],
      Promise.resolve(MOVES),
      () => undefined,
      running(),
    );
    expect(lists.fileOf.size).toBe(0);
    expect(lists.findings.map(({ code, place }) => `${code} ${place?.file}`)).toContain(
      "file-unreadable gone/DocItemSet.xml",
    );
  });

  it("end with whoever asked, and do not wait for what will never be known", async () => {
    const { files, close } = await userData();
    close();
    const end = new AbortController();
    const lists = contactsBeside(SAMPLES)(
      files,
      Promise.reject(new Error("the lists of people cannot be read")),
      () => undefined,
      end.signal,
    );
    end.abort();
    await expect(lists).rejects.toThrow("ended early");
  });
});
