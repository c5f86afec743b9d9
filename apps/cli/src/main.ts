import { resolve } from "node:path";
import type { AgencySwitch, LinkPreviewsConfig } from "@plenum/model";
import { Command, InvalidArgumentError } from "commander";
import { bench } from "./commands/bench.ts";
import { doctor } from "./commands/doctor.ts";
import { down } from "./commands/down.ts";
import { logs } from "./commands/logs.ts";
import { reset } from "./commands/reset.ts";
import { status } from "./commands/status.ts";
import { test, testScope } from "./commands/test.ts";
import { up } from "./commands/up.ts";
import { type CaptionsWish, parseCaptions } from "./installation/captions.ts";
import { parseWithout, WITHOUT_NAMES } from "./installation/config.ts";
import { readJitsiWish } from "./installation/external.ts";
import { parseLinkPreviews } from "./installation/link-previews.ts";
import { parsePushServices } from "./installation/push.ts";
import { parseTurnWish } from "./installation/turn.ts";
import { pathsOf } from "./installation/paths.ts";
import { givenTls } from "./installation/tls.ts";
import { registerMigrate } from "./migrate/register.ts";
import { Trouble, messageOf } from "./terminal/trouble.ts";

const root = process.env["PLENUM_ROOT"] ?? process.cwd();

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("A whole number is wanted.");
  return Number(text);
}

/** Is aborted by Ctrl-C or a polite kill. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => controller.abort());
  }
  return controller.signal;
}

interface DataOption {
  data: string;
}

function withData(command: Command): Command {
  return command.option("--data <dir>", "folder of the installation", ".plenum");
}

const program = new Command("plenum")
  .description("Chat and video conferences for public administrations, on this machine.")
  .showHelpAfterError();

withData(program.command("up"))
  .description("start everything and keep it running (Ctrl-C stops it)")
  .option("--port <n>", "first of six ports in a row (default 8080)", wholeNumber)
  .option("--host <name>", "name or address under which other machines reach this one (TLS)")
  .option("--tls-cert <file>", "certificate for --host; without it one is made")
  .option("--tls-key <file>", "key of that certificate")
  .option("--no-demo", "an empty homeserver instead of the demo agency")
  .option(
    "--without <names>",
    `what the agency does without, kept for later starts: ${WITHOUT_NAMES.join(", ")}, or nothing`,
    parseWithout,
  )
  .option(
    "--push-services <hosts>",
    "push services of browsers that may be used, kept for later starts: host names, or none",
    parsePushServices,
  )
  .option(
    "--link-previews <places>",
    "web pages that the server may look at for previews, kept for later starts: host names and private networks, or web",
    parseLinkPreviews,
  )
  .option("--jitsi <file>", "a full Jitsi for calls, kept for later starts: a JSON file, or none")
  .option("--turn", "relay calls past firewalls with coturn on this machine, kept for later starts")
  .option("--no-turn", "relay no calls any more")
  .option("--turn-urls <list>", "TURN servers that run elsewhere, kept for later starts")
  .option("--turn-secret <secret>", "the secret that those servers share with this installation")
  .option(
    "--captions <url>",
    "recogniser of speech for captions in calls, kept for later starts: a WebSocket, or none",
    parseCaptions,
  )
  .option("--partial", "for developers: leave out what cannot be built", false)
  .action(
    async (
      options: DataOption & {
        port?: number;
        host?: string;
        tlsCert?: string;
        tlsKey?: string;
        without?: readonly AgencySwitch[];
        pushServices?: readonly string[];
        linkPreviews?: LinkPreviewsConfig;
        jitsi?: string;
        turn?: boolean;
        turnUrls?: string;
        turnSecret?: string;
        captions?: CaptionsWish;
        partial: boolean;
        demo: boolean;
      },
    ) => {
      if (!options.tlsCert !== !options.tlsKey) {
        throw new Trouble("--tls-cert and --tls-key belong together; give both or none.");
      }
      const tls =
        options.tlsCert && options.tlsKey
          ? await givenTls(options.tlsCert, options.tlsKey)
          : undefined;
      await up(
        pathsOf(root, options.data),
        {
          port: options.port,
          host: options.host,
          tls,
          without: options.without,
          pushServices: options.pushServices,
          linkPreviews: options.linkPreviews,
          jitsi: await readJitsiWish(options.jitsi),
          turn: parseTurnWish(options),
          captions: options.captions,
        },
        options,
      );
    },
  );

withData(program.command("down"))
  .description("stop everything")
  .action((options: DataOption) => down(pathsOf(root, options.data)));

withData(program.command("status"))
  .description("show what runs")
  .action((options: DataOption) => status(pathsOf(root, options.data)));

withData(program.command("logs [part]"))
  .description("show the end of the logs")
  .option("-f, --follow", "go on showing what is added", false)
  .action((part: string | undefined, options: DataOption & { follow: boolean }) =>
    logs(pathsOf(root, options.data), part, options.follow),
  );

withData(program.command("reset"))
  .description("remove the installation with all its data")
  .option("-y, --yes", "do not ask", false)
  .action((options: DataOption & { yes: boolean }) =>
    reset(pathsOf(root, options.data), options.yes),
  );

withData(program.command("doctor"))
  .description("check what Plenum needs and name the mend")
  .action(async (options: DataOption) => {
    if (!(await doctor(pathsOf(root, options.data)))) process.exitCode = 1;
  });

program
  .command("test [scope] [filter]")
  .description("check everything: types to stories in a browser (static, unit, integration, e2e)")
  .action(async (scope = "all", filter?: string) => {
    const signal = interruption();
    const good = await test(pathsOf(root), testScope(scope), filter, signal);
    if (!good || signal.aborted) process.exitCode = 1;
  });

program
  .command("bench [names...]")
  .description("list the benchmarks, or run some and print their figures")
  .option("--json <file>", "write the figures to a file, too")
  .action(async (names: string[], options: { json?: string }) => {
    const json = options.json ? resolve(options.json) : undefined;
    process.exitCode = await bench(pathsOf(root), names, json, interruption());
  });

registerMigrate(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(
    error instanceof Trouble
      ? `plenum: ${error.message}\n`
      : `plenum: Something unexpected went wrong: ${messageOf(error)}\n${error instanceof Error ? (error.stack ?? "") : ""}\n`,
  );
  process.exitCode = 1;
}
process.exit();
