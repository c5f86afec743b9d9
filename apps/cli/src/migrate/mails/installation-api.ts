import { createHmac } from "node:crypto";
import type { InstallationConfig } from "@plenum/model";
import { INSTALLATION_CLIENT } from "@plenum/model/migration";
import { z } from "zod";
import { Trouble } from "../../terminal/trouble.ts";

/** Seconds for which a token of ours holds. */
const LIFETIME = 5 * 60;
/** Milliseconds. */
const PATIENCE = 60_000;

const problemSchema = z.looseObject({ code: z.string(), detail: z.string().optional() });

/**
 * Asks the appservice of an installation on this machine, as the installation itself.
 * @throws Trouble with what the appservice says, or that it does not answer
 */
export async function askInstallation<Answer>(
  config: Pick<InstallationConfig, "appservice">,
  question: { readonly method: "GET" | "POST"; readonly path: string; readonly body?: unknown },
  answer: z.ZodType<Answer>,
): Promise<Answer> {
  const { url, sessionSecret } = config.appservice;
  let response: Response;
  try {
    response = await fetch(new URL(question.path, url), {
      method: question.method,
      headers: {
        authorization: `Bearer ${installationToken(sessionSecret, Date.now())}`,
        ...(question.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (cause) {
    throw new Trouble("The appservice does not answer; see ./plenum status.", { cause });
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer.parse(body);
  const problem = problemSchema.safeParse(body);
  const what = problem.success ? [problem.data.code, problem.data.detail ?? ""] : [];
  throw new Trouble(
    `The appservice refuses this: ${[...what, `(${response.status})`].filter(Boolean).join(" ")}`,
  );
}

/** @see INSTALLATION_CLIENT @param now milliseconds since 1970 */
export function installationToken(secret: string, now: number): string {
  const issued = Math.floor(now / 1000);
  const claims = {
    iss: "plenum-appservice",
    aud: "plenum-api",
    sub: `client:${INSTALLATION_CLIENT}`,
    client: INSTALLATION_CLIENT,
    scope: ["migration"],
    iat: issued,
    exp: issued + LIFETIME,
  };
  const signed = [{ alg: "HS256", typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
