/** The answer is longer than the caller wants to read. */
export class AnswerTooLong extends Error {
  constructor() {
    super("The answer is too long");
    this.name = "AnswerTooLong";
  }
}

/**
 * One HTTP request with a JSON answer: no redirects, a time limit, a size limit.
 * @returns status and parsed body; `undefined` where the body is no JSON
 * @throws whatever fetch throws (no connection, redirect, time limit), AnswerTooLong
 */
export async function requestJson(
  url: URL,
  options: {
    readonly method?: "GET" | "POST" | "PUT" | "DELETE";
    readonly bearer?: string;
    readonly body?: object;
    readonly timeoutMs: number;
    readonly maxBytes: number;
  },
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method: options.method ?? "GET",
    redirect: "error",
    signal: AbortSignal.timeout(options.timeoutMs),
    headers: {
      accept: "application/json",
      ...(options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` }),
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await limitedText(response, options.maxBytes);
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: undefined };
  }
}

async function limitedText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      throw new AnswerTooLong();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
