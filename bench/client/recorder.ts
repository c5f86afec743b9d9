import type { Page } from "playwright-core";

/** One part of an object that Playwright gives no types for. */
function part(from: unknown, name: string): unknown {
  if (typeof from !== "object" || from === null) {
    throw new Error(`Playwright has no "${name}" there any more.`);
  }
  return Reflect.get(from, name);
}

/**
 * Playwright has the page's process keep a copy of every answer from the servers, up to 100 MB of
 * them, as open developer tools do. Ends that, so that what the page itself holds is measured.
 * After it the page must not be navigated by the driver any more, which waits for the network's
 * events. There is no public way: the driver is asked for its own session with the page.
 */
export async function endRecorder(page: Page): Promise<void> {
  const connection = part(page, "_connection");
  const toImpl = part(connection, "toImpl");
  if (typeof toImpl !== "function") throw new Error("Playwright runs its driver elsewhere.");
  const inner: unknown = Reflect.apply(toImpl, connection, [page]);
  const session = part(part(part(inner, "delegate"), "_mainFrameSession"), "_client");
  const send = part(session, "send");
  if (typeof send !== "function") throw new Error("Playwright's session takes no commands.");
  await Reflect.apply(send, session, ["Network.disable"]);
}
