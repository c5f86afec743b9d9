import type { MediaEvent } from "./protocol.ts";
import { Router } from "./router.ts";
import { mediaCommandSchema, mediaOptionsSchema } from "./schemas.ts";

/** Entry of the media process: commands come and events go over Node's IPC channel. */
function main(): void {
  let router: Router;
  try {
    const options = mediaOptionsSchema.parse(JSON.parse(process.argv[2] ?? "{}"));
    router = start(options.port, () => new Router(options, emit));
    emit({ type: "ready", port: options.port });
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
    return;
  }
  const stop = (): void => {
    router.close();
    process.exit(0);
  };
  process.on("message", (raw) => {
    const command = mediaCommandSchema.safeParse(raw);
    if (!command.success) {
      process.stderr.write(`media: command refused: ${command.error.message}\n`);
      return;
    }
    if (command.data.type === "shutdown") stop();
    else router.handle(command.data);
  });
  process.on("disconnect", stop);
  process.on("SIGTERM", stop);
  // Ctrl+C reaches the whole group; the parent decides when its child goes.
  process.on("SIGINT", () => undefined);
}

function emit(event: MediaEvent): void {
  // A parent that has just gone is noticed by "disconnect".
  if (process.connected) process.send?.(event, undefined, undefined, () => undefined);
}

function fail(reason: string): void {
  process.exitCode = 1;
  if (process.send === undefined) process.stderr.write(`${reason}\n`);
  else process.send({ type: "cannotStart", reason }, () => process.disconnect());
}

function start(port: number, make: () => Router): Router {
  try {
    return make();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`UDP port ${port} cannot be used: ${reason}`, { cause: error });
  }
}

main();
