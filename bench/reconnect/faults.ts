import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { InstallationConfig } from "@plenum/model";
import { readRunFile } from "../../apps/cli/src/supervisor/run-file.ts";
import type { NetworkLab } from "../src/network-lab.ts";

const ASK_EVERY = 20;

/** Something that goes wrong. Resolves when the path is there again: what comes after is the client's. */
export interface Fault {
  readonly name: string;
  happen(lab: NetworkLab, config: InstallationConfig): Promise<void>;
}

function away(milliseconds: number): Fault["happen"] {
  return async (lab) => {
    lab.cut();
    await pause(milliseconds);
    lab.mend();
  };
}

async function conferencePid(config: InstallationConfig): Promise<number> {
  const run = await readRunFile(join(config.dataDir, "run", "processes.json"));
  const pid = run?.parts.find(({ name }) => name === "conference")?.identity?.pid;
  if (pid === undefined) throw new Error("the conference server does not run");
  return pid;
}

/** Waits until signalling and media of the conference server are ready. */
async function conferenceAnswers(config: InstallationConfig): Promise<void> {
  for (;;) {
    const url = `http://127.0.0.1:${config.ports.conference}/health`;
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok === true) return;
    await pause(ASK_EVERY);
  }
}

export const FAULTS: readonly Fault[] = [
  {
    name: "signalling connections lost",
    happen: (lab) => {
      lab.endConnections();
      return Promise.resolve();
    },
  },
  { name: "path away for 3 s", happen: away(3_000) },
  { name: "path away for 15 s", happen: away(15_000) },
  {
    name: "address changed",
    happen: (lab) => {
      lab.changeAddress();
      return Promise.resolve();
    },
  },
  {
    name: "media process killed",
    async happen(_lab, config) {
      const parent = await conferencePid(config);
      const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8");
      process.kill(Number(children.trim().split(" ")[0]), "SIGKILL");
      // The signalling side learns of it, says so, and starts another.
      await pause(ASK_EVERY);
      await conferenceAnswers(config);
    },
  },
  {
    name: "conference server killed",
    async happen(_lab, config) {
      process.kill(await conferencePid(config), "SIGKILL");
      await conferenceAnswers(config);
    },
  },
  {
    name: "device slept for 20 s",
    async happen(lab) {
      const asleep = lab.processes();
      for (const pid of asleep) process.kill(pid, "SIGSTOP");
      await pause(20_000);
      for (const pid of asleep) process.kill(pid, "SIGCONT");
    },
  },
];
