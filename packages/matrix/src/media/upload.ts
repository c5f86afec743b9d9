import { MatrixFailure, readRefusal, failureOfRefusal } from "../errors/failure.ts";
import { type Api } from "../session/api.ts";
import type { Tokens } from "../session/tokens.ts";
import { amount, text } from "../untrusted/guards.ts";
import { validMxc } from "../untrusted/mxc.ts";

/** The largest file that the server takes, in bytes; undefined when it does not say. */
export async function largestUpload(api: Api, signal?: AbortSignal): Promise<number | undefined> {
  const answer = await api.request({
    method: "GET",
    path: "/v1/media/config",
    ...(signal === undefined ? {} : { signal }),
  });
  return amount(answer, "m.upload.size");
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

async function uploadWithFetch(url: URL, data: Blob, tokens: Tokens, signal: AbortSignal) {
  const response = await tokens.fetch(url, {
    method: "POST",
    body: data,
    headers: { "Content-Type": data.type },
    signal,
  });
  return { status: response.status, body: await response.text() };
}

/** XMLHttpRequest, since fetch tells nothing of what has been sent. */
async function uploadWithProgress(
  url: URL,
  data: Blob,
  token: string,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    const settle = (run: () => void): void => {
      signal.removeEventListener("abort", abort);
      run();
    };
    request.open("POST", url);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", data.type);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () =>
      settle(() => resolve({ status: request.status, body: request.responseText })),
    );
    request.addEventListener("error", () =>
      settle(() => reject(new MatrixFailure("unreachable", "The upload broke off"))),
    );
    request.addEventListener("abort", () =>
      settle(() => reject(new DOMException("The upload was stopped", "AbortError"))),
    );
    signal.addEventListener("abort", abort);
    request.send(data);
  });
}

/**
 * Uploads a file.
 * @param onProgress from 0 to 1
 * @returns the `mxc://` address
 * @throws MatrixFailure, or an AbortError when `signal` stopped it
 */
export async function upload(
  api: Api,
  tokens: Tokens,
  data: Blob,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted();
  const url = new URL(`${tokens.credentials.baseUrl}/_matrix/media/v3/upload`);
  const inBrowser = typeof XMLHttpRequest !== "undefined";
  const send = (): Promise<{ status: number; body: string }> =>
    inBrowser
      ? uploadWithProgress(url, data, tokens.credentials.accessToken, onProgress, signal)
      : uploadWithFetch(url, data, tokens, signal);
  let answer = await send();
  if (answer.status === 401 && inBrowser) {
    // Any request renews an access token that has run out.
    await api.request({ method: "GET", path: "/v3/account/whoami", signal });
    answer = await send();
  }
  const body = parse(answer.body);
  if (answer.status < 200 || answer.status > 299) {
    throw failureOfRefusal(readRefusal(answer.status, body));
  }
  const mxc = validMxc(text(body, "content_uri", 600));
  if (mxc === undefined) throw new MatrixFailure("unknown", "The upload got no address");
  onProgress(1);
  return mxc;
}
