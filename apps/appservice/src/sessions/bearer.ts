import { jwtVerify, SignJWT } from "jose";
import {
  apiScopeSchema,
  clientActor,
  userIdSchema,
  type ApiScope,
  type InstallationConfig,
} from "@plenum/model";
import { z } from "zod";
import { ApiProblem } from "../http/api-problem.ts";
import type { Caller } from "../http/route.ts";

const ISSUER = "plenum-appservice";
const AUDIENCE = "plenum-api";
const LIFETIME_SECONDS = 15 * 60;

const payloadSchema = z.object({ sub: userIdSchema });
/** Of another system. What it may do is looked up anew with each request. */
const clientPayloadSchema = z.object({
  sub: z.string().startsWith("client:"),
  client: z.string().min(1),
  scope: z.array(apiScopeSchema),
});

/** Makes and checks the bearer tokens of the API. They say who somebody is, never what he may do. */
export class BearerTokens {
  private readonly key: Uint8Array;

  constructor(config: InstallationConfig) {
    this.key = new TextEncoder().encode(config.appservice.sessionSecret);
  }

  async issue(userId: string, now: Date): Promise<{ token: string; expiresAt: Date }> {
    const issued = Math.floor(now.getTime() / 1000);
    const expires = issued + LIFETIME_SECONDS;
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt(issued)
      .setExpirationTime(expires)
      .sign(this.key);
    return { token, expiresAt: new Date(expires * 1000) };
  }

  /** A token for another system. @returns the token and its lifetime in seconds */
  async issueForClient(
    clientId: string,
    scopes: readonly ApiScope[],
    now: Date,
  ): Promise<{ token: string; seconds: number }> {
    const issued = Math.floor(now.getTime() / 1000);
    const token = await new SignJWT({ client: clientId, scope: scopes })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(clientActor(clientId))
      .setIssuedAt(issued)
      .setExpirationTime(issued + LIFETIME_SECONDS)
      .sign(this.key);
    return { token, seconds: LIFETIME_SECONDS };
  }

  /**
   * Who a token speaks for. Whether a client is still one is not known here.
   * @throws ApiProblem `unauthorised`
   */
  async verify(token: string): Promise<Caller> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: ["HS256"],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ["exp", "sub"],
      });
      const client = clientPayloadSchema.safeParse(payload);
      if (client.success) {
        const { sub, client: id, scope } = client.data;
        return { userId: sub, client: { id, scopes: scope, requestsPerMinute: 0 } };
      }
      return { userId: payloadSchema.parse(payload).sub };
    } catch (cause) {
      throw new ApiProblem("unauthorised", { cause });
    }
  }
}
