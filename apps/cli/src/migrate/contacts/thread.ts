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
  const heard = (bytes: number): void => say({ kind: "bytes", bytes });
  const lists = await readContactLists(
    names.map((name) => ({ name, open: () => counted(openAgain(where, name), heard) })),
    moves,
  );
  say({ kind: "lists", lists });
  port.close();
}

/** Tells now and then how many bytes were read since the last time. */
async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  heard: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let unsaid = 0;
  for await (const piece of bytes) {
    unsaid += piece.byteLength;
    if (unsaid >= STRIDE) {
      heard(unsaid);
      unsaid = 0;
    }
    yield piece;
  }
  heard(unsaid);
}

if (parentPort !== null) await run(parentPort);
