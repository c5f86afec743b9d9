import { jwtVerify, SignJWT } from "jose";
import { userIdSchema, type InstallationConfig } from "@plenum/model";
import { z } from "zod";
import { ApiProblem } from "../http/api-problem.ts";
import type { Caller } from "../http/route.ts";

const ISSUER = "plenum-appservice";
const AUDIENCE = "plenum-api";
const LIFETIME_SECONDS = 15 * 60;

const payloadSchema = z.object({ sub: userIdSchema });

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

  /** @throws ApiProblem `unauthorised` */
  async verify(token: string): Promise<Caller> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: ["HS256"],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ["exp", "sub"],
      });
      return { userId: payloadSchema.parse(payload).sub };
    } catch (cause) {
      throw new ApiProblem("unauthorised", { cause });
    }
  }
}
