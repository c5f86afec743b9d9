import { randomInt } from "node:crypto";
import { request, type RequestOptions } from "node:http";
import type { Page } from "@playwright/test";

/**
 * Lets the page's requests about guest links come from a loopback address that nobody else has,
 * so that limits by address can be reached without locking out other stories. The answers are
 * the installation's own.
 */
export async function useOwnAddress(page: Page): Promise<void> {
  const localAddress = `127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(2, 255)}`;
  await page.route("**/api/v1/guest-links/**", async (route) => {
    const asked = route.request();
    const answer = await answerOf(
      asked.url(),
      { method: asked.method(), headers: await asked.allHeaders(), localAddress },
      asked.postDataBuffer(),
    );
    await route.fulfill(answer);
  });
}

function answerOf(
  url: string,
  options: RequestOptions,
  body: Buffer | null,
): Promise<{ status: number; contentType: string; body: Buffer }> {
  // Pseudo headers of HTTP/2 are not for HTTP/1.1.
  const headers = Object.fromEntries(
    Object.entries(options.headers ?? {}).filter(([name]) => !name.startsWith(":")),
  );
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...options, headers, family: 4 }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 500,
          contentType: response.headers["content-type"] ?? "application/json",
          body: Buffer.concat(chunks),
        });
      });
    });
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}
