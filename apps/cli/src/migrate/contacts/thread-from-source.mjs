// Threads do not inherit how their process loads TypeScript.
import { register } from "tsx/esm/api";

register();
await import("./thread.ts");
