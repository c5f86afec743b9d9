import { describe, expect, it } from "vitest";
import { identify, isRunning, startTimeOfStat, stateOfStat } from "./process-identity.ts";
import { leftovers } from "./run-file.ts";

const fields = ["S", ...Array.from({ length: 18 }, (_, index) => String(index)), "220620", "rest"];
const stat = `123 (a ) tricky (name) ${fields.join(" ")}`;

describe("the start time of a process", () => {
  it("is found behind a name with spaces and parentheses", () => {
    expect(startTimeOfStat(stat)).toBe("220620");
    expect(stateOfStat(stat)).toBe("S");
  });
});

describe("a process in the run file", () => {
  it("is ours while it runs", () => {
    const self = identify(process.pid);
    expect(self && isRunning(self)).toBe(true);
  });

  it.each([
    ["nothing runs with its number", undefined, false],
    ["somebody else got its number", "999", false],
    ["it still runs", "100", true],
  ])("%s", (_, startTime, expected) => {
    expect(isRunning({ pid: 7, startTime: "100" }, () => startTime)).toBe(expected);
  });
});

function part(name: string, pid: number) {
  const identity = { pid, startTime: "1" };
  return { name, title: name, state: "running", restarts: 0, identity };
}

describe("what a killed launcher left behind", () => {
  it("is what still runs under the same identity, and nothing foreign", () => {
    const file = {
      supervisor: { pid: 1, startTime: "1" },
      url: "",
      ready: true,
      parts: [
        part("postgres", 10),
        part("synapse", 11),
        { ...part("origin", 12), identity: undefined },
      ],
    };
    expect(leftovers(file, ({ pid }) => pid === 11)).toEqual([{ pid: 11, startTime: "1" }]);
  });
});
