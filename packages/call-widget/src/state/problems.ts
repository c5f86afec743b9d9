/** From errors of browsers, of the library and of the appservice to stable words. Pure. */
import { z } from "zod";
import { problemCodeSchema } from "@plenum/model";
import type { CallProblem } from "../contract/index.ts";

export type Source = "camera" | "microphone" | "screen";

const namedErrorSchema = z.object({
  name: z.string(),
  gum: z.object({ error: z.object({ name: z.string() }).optional() }).optional(),
});

const REFUSED = new Set([
  "NotAllowedError",
  "PermissionDeniedError",
  "SecurityError",
  "gum.permission_denied",
]);
const MISSING = new Set([
  "NotFoundError",
  "DevicesNotFoundError",
  "OverconstrainedError",
  "ConstraintNotSatisfiedError",
  "gum.not_found",
  "gum.constraint_failed",
  "gum.unsupported_resolution",
]);

/**
 * Why a camera, a microphone or a screen could not be opened.
 * @param error what getUserMedia, getDisplayMedia or lib-jitsi-meet threw
 * @param secure whether the page has a secure origin; without one browsers hide all devices
 */
export function deviceProblem(source: Source, error: unknown, secure: boolean): CallProblem {
  if (!secure) return "insecure-origin";
  // Whatever goes wrong with a screen, the next step is the same: choose again.
  if (source === "screen") return "screen-refused";
  const parsed = namedErrorSchema.safeParse(error);
  const names = parsed.success ? [parsed.data.name, parsed.data.gum?.error?.name ?? ""] : [];
  if (names.some((name) => REFUSED.has(name))) return `${source}-refused`;
  if (names.some((name) => MISSING.has(name))) return `${source}-missing`;
  return `${source}-busy`;
}

/** What an unsuccessful `CallHost.join()` means for the call. */
export type JoinFailure = "not-admitted" | "room-gone" | "unreachable";

const codedErrorSchema = z.union([
  z.object({ code: problemCodeSchema }).transform(({ code }) => code),
  z
    .object({ problem: z.object({ code: problemCodeSchema }) })
    .transform(({ problem }) => problem.code),
]);

/** What keeps somebody out for good; with any other problem it may get better by itself. */
const JOIN_FAILURES: Readonly<Partial<Record<z.infer<typeof problemCodeSchema>, JoinFailure>>> = {
  unauthorised: "not-admitted",
  forbidden: "not-admitted",
  "not-a-member": "not-admitted",
  "not-found": "room-gone",
  "not-a-conference": "room-gone",
  "room-gone": "room-gone",
};

/**
 * Reads the problem code of the API (`code`, or `problem.code` of an error class around it).
 * Anything else counts as unreachable: it may get better by itself.
 */
export function joinFailure(error: unknown): JoinFailure {
  const parsed = codedErrorSchema.safeParse(error);
  if (!parsed.success) return "unreachable";
  return JOIN_FAILURES[parsed.data] ?? "unreachable";
}
