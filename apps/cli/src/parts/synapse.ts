import type { InstallationConfig } from "@plenum/model";
import type { Paths } from "../installation/paths.ts";
import { venvPython } from "../python/venv.ts";
import type { PartSpec } from "../supervisor/part.ts";
import { httpAnswers } from "./http-answers.ts";
import { guestModuleFolder, synapseFiles } from "./synapse-files.ts";

/** The Matrix homeserver, from the project's Python environment. */
export function synapsePart(paths: Paths, config: InstallationConfig): PartSpec {
  const module = guestModuleFolder(paths.root);
  return {
    name: "synapse",
    title: "Synapse",
    command: () => ({
      file: venvPython(paths),
      args: ["-m", "synapse.app.homeserver", "-c", synapseFiles(paths).homeserver],
      cwd: paths.synapse,
      env: {
        PYTHONUNBUFFERED: "1",
        PYTHONDONTWRITEBYTECODE: "1",
        // Fewer arenas: half the memory for a process with many short-lived threads.
        MALLOC_ARENA_MAX: "2",
        PYTHONPATH: module ?? "",
      },
    }),
    answers: () => httpAnswers(`${config.synapse.url}/health`),
    readyTimeout: 120_000,
    stopSignal: "SIGTERM",
    stopTimeout: 10_000,
  };
}
