import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { MovedByAddress, ReadContactsBeside } from "@plenum/skype-export";
import type { FromThread, ThreadTask, ToThread } from "./messages.ts";

const FROM_SOURCE = import.meta.url.endsWith(".ts");
const ENTRY = fileURLToPath(
  new URL(FROM_SOURCE ? "./thread-from-source.mjs" : "./contacts-thread.js", import.meta.url),
);

/**
 * Reads contact lists in a thread of its own: they are the larger half of an export, and nothing
 * else waits for them.
 * @param where the export, as somebody typed it
 */
export function contactsBeside(where: string): ReadContactsBeside {
  return (files, moves, heard, signal) =>
    new Promise((resolve, reject) => {
      const task: ThreadTask = { where, names: files.map(({ name }) => name) };
      const thread = new Worker(ENTRY, { workerData: task });
      signal.addEventListener("abort", () => void thread.terminate(), { once: true });
      // Where it never becomes known, whoever asked hears of it, and ends the thread.
      tellWhoMoves(thread, moves).catch(() => undefined);
      thread.on("message", (message: FromThread) => {
        if (message.kind === "bytes") heard(message.bytes);
        else resolve(message.lists);
      });
      thread.once("error", reject);
      // After an answer this changes nothing any more.
      thread.once("exit", (code) => {
        reject(new Error(`The thread that reads the contacts ended early (code ${code}).`));
      });
    });
}

async function tellWhoMoves(thread: Worker, moves: Promise<MovedByAddress>): Promise<void> {
  const known: ToThread = { moves: await moves };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  thread.postMessage(known);
}
