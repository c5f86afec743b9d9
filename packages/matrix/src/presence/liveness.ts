import type { Liveness } from "@plenum/model";
import { amount, field } from "../untrusted/guards.ts";

/**
 * Reads the answer of `GET /presence/{userId}/status`.
 * @param now milliseconds by the server's clock
 * @see https://spec.matrix.org/v1.16/client-server-api/#presence
 */
export function readLiveness(answer: unknown, now: number): Liveness {
  const said = field(answer, "presence");
  const ago = amount(answer, "last_active_ago");
  return {
    // "busy" (MSC3026) says that somebody is there; what it means here is in the status.
    state:
      said === "busy" ? "online" : said === "online" || said === "unavailable" ? said : "offline",
    ...(ago === undefined ? {} : { lastActive: Math.max(0, now - ago) }),
  };
}
