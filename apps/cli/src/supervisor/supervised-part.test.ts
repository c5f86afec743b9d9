import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Reporter } from "../terminal/reporter.ts";
import { Trouble } from "../terminal/trouble.ts";
import { clearLeftovers } from "../commands/start-installation.ts";
import { pathsOf } from "../installation/paths.ts";
import type { PartSpec } from "./part.ts";
import { identify, isRunning } from "./process-identity.ts";
import { readRunFile, writeRunFile } from "./run-file.ts";
import { Supervisor } from "./supervisor.ts";

// Real processes start as fast as the machine lets them.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let lines: string[];
let supervisor: Supervisor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plenum-supervisor-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => supervisor.stop());

function newSupervisor(): Supervisor {
  lines = [];
  supervisor = new Supervisor({
    logs: join(folder, "logs"),
    runFile: join(folder, "run.json"),
    url: "http://localhost",
    reporter: new Reporter({ write: (line) => lines.push(line) }),
  });
  return supervisor;
}

/** A small real program that says it is there by writing a file. */
function program(name: string, script: string, spec: Partial<PartSpec> = {}): PartSpec {
  const sign = join(folder, `${name}.up`);
  return {
    name,
    title: name,
    prepare: () => rm(sign, { force: true }),
    command: () => ({ file: process.execPath, args: ["-e", script], env: { SIGN: sign } }),
    answers: async () => existsSync(sign),
    readyTimeout: 30_000,
    stopSignal: "SIGTERM",
    stopTimeout: 2_000,
    ...spec,
  };
}

const ANSWERS = "require('fs').writeFileSync(process.env.SIGN, '');";
const STAYS = "setInterval(() => {}, 1000);";

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}

describe("a part", () => {
  it("is started, waited for, written down and stopped", async () => {
    const running = newSupervisor();
    await running.start(program("good", ANSWERS + STAYS));
    const identity = running.parts[0]?.identity;
    expect(identity && isRunning(identity)).toBe(true);
    await until(async () => {
      const file = await readRunFile(join(folder, "run.json"));
      return file?.parts[0]?.state === "running";
    });
    await running.stop();
    expect(identity && isRunning(identity)).toBe(false);
    expect(existsSync(join(folder, "run.json"))).toBe(false);
  });

  it("that dies is started again and says so", async () => {
    const running = newSupervisor();
    await running.start(program("mortal", ANSWERS + STAYS));
    const first = running.parts[0]?.identity;
    process.kill(first?.pid ?? 0, "SIGKILL");
    await until(() => lines.some((line) => line.includes("mortal is back")));
    expect(
      lines.some((line) =>
        /mortal: it was ended by SIGKILL; starting it again in 0\.5 s/.test(line),
      ),
    ).toBe(true);
    expect(running.parts[0]?.restarts).toBe(1);
    expect(running.parts[0]?.identity?.pid).not.toBe(first?.pid);
    expect(await readFile(join(folder, "logs/mortal.log"), "utf8")).toContain(
      "[plenum] it was ended",
    );
  });

  it("that cannot come up is one sentence naming its log", async () => {
    const running = newSupervisor();
    const start = running.start(program("broken", "console.error('no'); process.exit(3)"));
    await expect(start).rejects.toThrow(Trouble);
    await expect(start).rejects.toThrow(
      /^broken does not start: it ended with code 3 \(details: .*broken\.log\)/,
    );
    expect(await readFile(join(folder, "logs/broken.log"), "utf8")).toContain("no");
  });

  it("whose program is missing is one sentence, too", async () => {
    const running = newSupervisor();
    const missing = program("missing", "", {
      command: () => ({ file: "/no/such/program", args: [] }),
    });
    await expect(running.start(missing)).rejects.toThrow(
      /^missing does not start: it cannot be run/,
    );
  });

  it("can be stopped while it is starting", async () => {
    const running = newSupervisor();
    const start = running.start(program("slow", STAYS));
    start.catch(() => undefined);
    await until(() => running.parts[0]?.identity !== undefined);
    const identity = running.parts[0]?.identity;
    await running.stop();
    await expect(start).rejects.toThrow("slow was stopped");
    expect(identity && isRunning(identity)).toBe(false);
  });

  it("that ignores the polite signal is ended all the same, with its children", async () => {
    const running = newSupervisor();
    const child = `const c = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(STAYS)}]);
      require('fs').writeFileSync(process.env.SIGN + '.child', String(c.pid));`;
    const stubborn = "process.on('SIGTERM', () => {});";
    await running.start(
      program("stubborn", child + stubborn + ANSWERS + STAYS, { stopTimeout: 200 }),
    );
    const grandchild = identify(Number(await readFile(join(folder, "stubborn.up.child"), "utf8")));
    await running.stop();
    await until(() => !grandchild || !isRunning(grandchild));
    expect(running.parts[0]?.state).toBe("stopped");
  });

  it("is restarted on wish without counting as dead", async () => {
    const running = newSupervisor();
    await running.start(program("asked", ANSWERS + STAYS));
    const before = running.parts[0]?.identity?.pid;
    await running.restart("asked");
    expect(running.parts[0]?.identity?.pid).not.toBe(before);
    expect(running.parts[0]?.restarts).toBe(0);
  });
});

describe("what a killed launcher left behind", () => {
  it("is stopped by the next start; a foreign process with the same number is not", async () => {
    newSupervisor();
    const paths = pathsOf("/", join(folder, "instance"));
    const ours = spawn(process.execPath, ["-e", STAYS], { detached: true, stdio: "ignore" });
    const foreign = spawn(process.execPath, ["-e", STAYS], { detached: true, stdio: "ignore" });
    const identity = identify(ours.pid ?? 0);
    const other = identify(foreign.pid ?? 0);
    if (!identity || !other) throw new Error("The helper processes did not start.");
    const part = { name: "a", title: "A", state: "running", restarts: 0 };
    await writeRunFile(paths.processes, {
      supervisor: { pid: process.pid, startTime: "another life" },
      url: "",
      ready: true,
      parts: [
        { ...part, identity },
        { ...part, identity: { ...other, startTime: "another life" } },
      ],
    });
    await clearLeftovers(paths, new Reporter({ write: (line) => lines.push(line) }));
    expect(isRunning(identity)).toBe(false);
    expect(isRunning(other)).toBe(true);
    foreign.kill("SIGKILL");
    expect(existsSync(paths.processes)).toBe(false);
  });

  it("is not touched while that launcher runs", async () => {
    newSupervisor();
    const paths = pathsOf("/", join(folder, "busy"));
    const alive = spawn(process.execPath, ["-e", STAYS], { stdio: "ignore" });
    const identity = identify(alive.pid ?? 0);
    if (!identity) throw new Error("The helper process did not start.");
    await writeRunFile(paths.processes, {
      supervisor: identity,
      url: "http://localhost:1",
      ready: true,
      parts: [],
    });
    await expect(clearLeftovers(paths, new Reporter({ write: () => undefined }))).rejects.toThrow(
      "Plenum already runs here: http://localhost:1 (stop it with ./plenum down).",
    );
    alive.kill("SIGKILL");
    await writeFile(paths.processes, "");
  });
});
