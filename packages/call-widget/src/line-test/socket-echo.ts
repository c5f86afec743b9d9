/** Milliseconds that a WebSocket may take to open and to answer. */
const TIMEOUT = 6_000;

/**
 * Opens the WebSocket of the conferences and greets: servers answer the opening of a stream before
 * they want to know who asks (RFC 7395, section 3.4), so no token is spent.
 * @param domain XMPP domain
 * @returns milliseconds from greeting to answer
 * @throws Error if it does not open or nobody answers
 */
export function socketEcho(url: string, domain: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, "xmpp");
    let greeted = 0;
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", fail);
      socket.close();
    };
    const fail = (): void => {
      end();
      reject(new Error("The WebSocket does not answer"));
    };
    const timer = setTimeout(fail, TIMEOUT);
    signal.addEventListener("abort", fail);
    socket.addEventListener("open", () => {
      greeted = performance.now();
      socket.send(
        `<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${domain}" version="1.0"/>`,
      );
    });
    socket.addEventListener("message", ({ data }) => {
      if (typeof data !== "string" || !data.includes("<open")) return;
      const time = performance.now() - greeted;
      socket.send('<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>');
      end();
      resolve(Math.round(time));
    });
    socket.addEventListener("error", fail);
    socket.addEventListener("close", fail);
  });
}
