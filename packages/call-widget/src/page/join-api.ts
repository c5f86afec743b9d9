import {
  type JoinResponse,
  joinResponseSchema,
  type OpenIdToken,
  type ProblemCode,
  problemSchema,
} from "@plenum/model";

/** The appservice answered with a problem; `code` says which. */
export class JoinRefusedError extends Error {
  constructor(readonly code: ProblemCode) {
    super(`The call could not be joined: ${code}`);
    this.name = "JoinRefusedError";
  }
}

/**
 * `POST /api/v1/conferences/{roomId}/join` with a Matrix OpenID token.
 * @throws JoinRefusedError for a problem that the appservice names
 * @throws Error if it does not answer, or with something else
 */
export async function askToJoin(
  roomId: string,
  deviceId: string,
  openIdToken: OpenIdToken,
  request: typeof fetch = fetch,
): Promise<JoinResponse> {
  const response = await request(`/api/v1/conferences/${encodeURIComponent(roomId)}/join`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ openIdToken, deviceId }),
  });
  const body: unknown = await response.json();
  if (response.ok) return joinResponseSchema.parse(body);
  const problem = problemSchema.safeParse(body);
  if (problem.success) throw new JoinRefusedError(problem.data.code);
  throw new Error(`The appservice answered with status ${response.status}`);
}
