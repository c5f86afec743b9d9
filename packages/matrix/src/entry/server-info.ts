import { z } from "zod";
import type { ServerInfo } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { asFailure, normaliseBaseUrl, requestJson } from "../http/request.ts";
import { cleanName } from "../untrusted/names.ts";

const flowsSchema = z.object({
  flows: z.array(
    z.looseObject({
      type: z.string().max(255),
      identity_providers: z
        .array(z.looseObject({ id: z.string().max(255), name: z.string() }))
        .catch([])
        .optional(),
    }),
  ),
});

/**
 * What a homeserver offers for signing in.
 * @param baseUrl where `/_matrix` answers, with or without a trailing slash
 * @throws MatrixFailure `unreachable` also when something answers that is no homeserver
 * @see https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv3login
 */
export async function serverInfo(baseUrl: string): Promise<ServerInfo> {
  const base = normaliseBaseUrl(baseUrl);
  let answer: unknown;
  try {
    answer = await requestJson({ method: "GET", url: `${base}/_matrix/client/v3/login` });
  } catch (error) {
    throw asFailure(error);
  }
  const parsed = flowsSchema.safeParse(answer);
  if (!parsed.success) {
    throw new MatrixFailure("unreachable", "What answers there is no homeserver");
  }
  return {
    baseUrl: base,
    loginFlows: parsed.data.flows.map((flow) => ({
      type: flow.type,
      identityProviders: (flow.identity_providers ?? []).map((provider) => ({
        id: provider.id,
        name: cleanName(provider.name),
      })),
    })),
  };
}
