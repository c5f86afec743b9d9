import type { InstallationWishes } from "../installation/config.ts";
import type { Paths } from "../installation/paths.ts";
import type { Supervisor } from "../supervisor/supervisor.ts";
import { Reporter, secondsSince } from "../terminal/reporter.ts";
import { startInstallation } from "./start-installation.ts";

/** Resolves with the name of the first signal that asks this process to stop. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((settle) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(name, () => settle(name));
    }
  });
}

/** `./plenum up`: starts everything and keeps it running until Ctrl-C or `./plenum down`. */
export async function up(
  paths: Paths,
  wishes: InstallationWishes,
  options: { readonly partial: boolean },
): Promise<void> {
  const reporter = new Reporter();
  const begin = performance.now();
  let supervisor: Supervisor | undefined;
  const asked = stopSignal();
  const work = new AbortController();
  try {
    const started = startInstallation(paths, wishes, reporter, {
      created: (it) => {
        supervisor = it;
      },
      signal: work.signal,
      partial: options.partial,
    });
    started.catch(() => undefined);
    const first = await Promise.race([started, asked]);
    if (typeof first === "object") {
      reporter.line();
      reporter.line(
        `Plenum is ready after ${secondsSince(begin).toFixed(1)} s: ${first.config.publicUrl}`,
      );
      await asked;
    }
    reporter.line("Stopping …");
  } finally {
    work.abort();
    await supervisor?.stop();
  }
  reporter.line("Stopped.");
}
