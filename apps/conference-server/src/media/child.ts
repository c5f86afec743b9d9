import { guarded } from "./guarded.ts";
import type { MediaEvent, MediaOptions } from "./protocol.ts";
import { RelayedDoor } from "./relayed/relayed-door.ts";
import { Router } from "./router.ts";
import { mediaCommandSchema, mediaOptionsSchema, refusedAcceptSchema } from "./schemas.ts";

/** Entry of the media process: commands come and events go over Node's IPC channel. */
async function main(): Promise<void> {
  let router: Router;
  try {
    const options = mediaOptionsSchema.parse(JSON.parse(process.argv[2] ?? "{}"));
    const door = await openDoor(options);
    router = start(options.port, () => new Router(options, emit, door));
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
      const fields = command.error.issues.map(({ path }) => path.join(".")).join(", ");
      process.stderr.write(`media: command refused, wrong: ${fields}\n`);
      refuse(raw, fields);
      return;
    }
    if (command.data.type === "shutdown") stop();
    else guarded(`command ${command.data.type}`, () => router.handle(command.data));
  });
  process.on("disconnect", stop);
  // The parent may have gone while this process was still starting.
  if (!process.connected) stop();
  process.on("SIGTERM", stop);
  // Ctrl+C reaches the whole group; the parent decides when its child goes.
  process.on("SIGINT", () => undefined);
}

function emit(event: MediaEvent): void {
  // A parent that has just gone is noticed by "disconnect".
  if (process.connected) process.send?.(event, undefined, undefined, () => undefined);
}

/** Signalling must not wait for ever for a client whose session-accept made no sense. */
function refuse(raw: unknown, fields: string): void {
  const accept = refusedAcceptSchema.safeParse(raw);
  if (!accept.success) return;
  const { conference, endpoint } = accept.data;
  emit({ type: "failed", conference, endpoint, reason: `the answer is wrong in ${fields}` });
}

function fail(reason: string): void {
  process.exitCode = 1;
  if (process.send === undefined) process.stderr.write(`${reason}\n`);
  else process.send({ type: "cannotStart", reason }, () => process.disconnect());
}

/** Without it nearly everybody comes in all the same: a port that is taken is no reason to give up. */
async function openDoor(options: MediaOptions): Promise<RelayedDoor | undefined> {
  const { port, relayedPort, listenAddress } = options;
  if (relayedPort === undefined) return undefined;
  try {
    return await RelayedDoor.open({ port: relayedPort, listenAddress, mediaPort: port });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`media: no port for relays over TCP, ${relayedPort}: ${reason}\n`);
    return undefined;
  }
}

function start(port: number, make: () => Router): Router {
  try {
    return make();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`UDP port ${port} cannot be used: ${reason}`, { cause: error });
  }
}

void main();
