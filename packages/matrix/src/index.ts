export type * from "./contract.ts";
export { matrixEntry, openSession, preload } from "./entry/entry.ts";
export { serverInfo } from "./entry/server-info.ts";
export { signInWithPassword } from "./entry/sign-in.ts";
export { MatrixFailure } from "./errors/failure.ts";
