import type { InstallationWishes } from "../installation/config.ts";
import type { Paths } from "../installation/paths.ts";
import { SHOWN_ACCOUNTS } from "../seed/people.ts";
import { demoAccounts } from "../seed/state.ts";
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
  options: { readonly partial: boolean; readonly demo: boolean },
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
      demo: options.demo,
    });
    started.catch(() => undefined);
    const first = await Promise.race([started, asked]);
    if (typeof first === "object") {
      reporter.line();
      reporter.line(
        `Plenum is ready after ${secondsSince(begin).toFixed(1)} s: ${first.config.publicUrl}`,
      );
      if (options.demo) await showAccounts(paths, reporter);
      reporter.line("Ctrl-C or ./plenum down stops it.");
      await asked;
    }
    reporter.line("Stopping …");
  } finally {
    work.abort();
    await supervisor?.stop();
  }
  reporter.line("Stopped.");
}

async function showAccounts(paths: Paths, reporter: Reporter): Promise<void> {
  const { accounts, password } = await demoAccounts(paths);
  const shown = accounts.filter((account) => SHOWN_ACCOUNTS.includes(account.localpart));
  const width = Math.max(...shown.map((account) => account.localpart.length));
  reporter.line();
  reporter.line(`Demo accounts, password of all: ${password}`);
  for (const account of shown) {
    reporter.line(`  ${account.localpart.padEnd(width)}  ${account.name}`);
  }
  reporter.line(`  and ${accounts.length - shown.length} more, see ${paths.demo}`);
  reporter.line();
}
