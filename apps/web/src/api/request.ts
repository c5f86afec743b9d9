import type { z } from "zod";
import { ApiError, errorOfAnswer } from "./problem-error.ts";

export interface ApiRequest<Answer> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Begins with `/api/`. */
  readonly path: string;
  readonly body?: unknown;
  /** Sent as it is instead of a body of JSON, with its own type. */
  readonly file?: Blob;
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds after which nobody waits any more; for requests without a signal. */
  readonly limit?: number;
  /** `text` hands the answer over as it is: no JSON but e.g. a calendar file. */
  readonly as?: "json" | "text";
  /** Absent for answers without a body. */
  readonly answer: z.ZodType<Answer>;
}

/**
 * One request to the appservice's API; the answer is parsed before anybody uses it.
 * @throws ApiError with the server's problem code, or `unreachable`
 */
export async function request<Answer>(options: ApiRequest<Answer>): Promise<Answer> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.file !== undefined) headers["Content-Type"] = options.file.type;
  if (options.token !== undefined) headers["Authorization"] = `Bearer ${options.token}`;
  const signal =
    options.signal ??
    (options.limit === undefined ? undefined : AbortSignal.timeout(options.limit));
  let response: Response;
  try {
    response = await fetch(options.path, {
      method: options.method,
      headers,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.file === undefined ? {} : { body: options.file }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new ApiError("unreachable");
  }
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") ?? true;
  const body = json ? parseJson(text) : text;
  if (!response.ok) throw errorOfAnswer(response.status, body);
  const parsed = options.answer.safeParse(options.as === "text" ? text : body);
  if (!parsed.success) throw new ApiError("internal");
  return parsed.data;
}

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
