import type { JoinResponse } from "@plenum/model";
import { absoluteWebSocketUrl } from "./options.ts";
import type { ServiceTransport } from "./service-choice.ts";
import { tapSockets } from "./sockets.ts";

/** Milliseconds in which a service that can be reached answers. */
const LIMIT = 1_500;

/**
 * Whether the service of the conferences can be reached at this moment: one WebSocket is opened and
 * closed again, without a token. A request would travel on a connection that is dead with the path,
 * and of a service elsewhere would not tell its own answer from that of a proxy before it.
 */
export function probeService(
  service: JoinResponse["service"],
  base: string,
  transport: ServiceTransport,
): Promise<boolean> {
  if (transport === "bosh" && service.boshUrl !== undefined) {
    return probeHttp(new URL(service.boshUrl, base).href);
  }
  return probeSocket(absoluteWebSocketUrl(service.serviceUrl, base));
}

async function probeHttp(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      mode: "no-cors",
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(LIMIT),
    });
    return answer.type === "opaque" || answer.status < 500;
  } catch {
    return false;
  }
}

function probeSocket(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    let socket: WebSocket | undefined;
    const end = (reached: boolean): void => {
      clearTimeout(timer);
      socket?.close();
      resolve(reached);
    };
    const timer = setTimeout(() => end(false), LIMIT);
    try {
      socket = tapSockets()?.open(url, "xmpp");
    } catch {
      // No address at all: nothing to reach.
    }
    if (!socket) {
      end(false);
      return;
    }
    socket.addEventListener("open", () => end(true));
    socket.addEventListener("error", () => end(false));
  });
}
