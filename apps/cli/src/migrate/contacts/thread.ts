import { parentPort, workerData } from "node:worker_threads";
import { openAgain, readContactLists, type MovedByAddress } from "@plenum/skype-export";
import type { FromThread, ThreadTask, ToThread } from "./messages.ts";

/** Bytes between two messages of how far it is. */
const STRIDE = 1024 * 1024;

/** The thread of `contactsBeside`. */
async function run(port: NonNullable<typeof parentPort>): Promise<void> {
  const { where, names } = workerData as ThreadTask;
  const say = (message: FromThread): void => port.postMessage(message);
  const moves = new Promise<MovedByAddress>((resolve) => {
    port.once("message", (message: ToThread) => resolve(message.moves));
  });
  let unsaid = 0;
  const lists = await readContactLists(
    names.map((name) => ({ name, open: () => openAgain(where, name) })),
    moves,
    (bytes) => {
      unsaid += bytes;
      if (unsaid < STRIDE) return;
      say({ kind: "bytes", bytes: unsaid });
      unsaid = 0;
    },
    // It is ended as a whole.
    new AbortController().signal,
  );
  say({ kind: "bytes", bytes: unsaid });
  say({ kind: "lists", lists });
  port.close();
}

if (parentPort !== null) await run(parentPort);
