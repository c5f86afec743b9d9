import type { BrowserContext } from "playwright-core";

/** Lets every page of a context know its own connections, as `benchConnections`. Comes before what reads them. */
export async function watchConnections(context: BrowserContext): Promise<void> {
  // What runs this file keeps the names of functions with a helper that the page does not have.
  await context.addInitScript("globalThis.__name ??= (target) => target;");
  await context.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    Reflect.set(globalThis, "benchConnections", connections);
    const Original = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
  });
}
