import { sidesResponseSchema } from "@plenum/model/migration";
import type { ApiClient } from "../api/client.ts";
import { Sides } from "./sides.ts";

const PATH = "/api/v1/migration/people";

/** Who is still in the former system, as the appservice knows it. */
export function createSides(deps: {
  readonly api: Pick<ApiClient, "authorised">;
  readonly serverName: string;
  readonly onArrived: (userId: string) => void;
}): Sides {
  const { api, serverName, onArrived } = deps;
  return new Sides({
    questions: {
      of: (ids) =>
        api.authorised({ method: "POST", path: PATH, body: { ids }, answer: sidesResponseSchema }),
      search: (term, signal) =>
        api.authorised({
          method: "GET",
          path: `${PATH}?search=${encodeURIComponent(term)}`,
          signal,
          answer: sidesResponseSchema,
        }),
    },
    schedule: {
      now: () => Date.now(),
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
      visible: () => document.visibilityState === "visible",
    },
    serverName,
    onArrived,
  });
}
