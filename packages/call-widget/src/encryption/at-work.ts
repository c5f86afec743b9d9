/** What only encrypted calls need, in one file to load. */
export { HOLD_FRAMES } from "./attach.ts";
export { startMediaWorker } from "./media-worker.ts";
export { EncryptionRun } from "./run.ts";
