import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

/** One look at a health URL: true for any 2xx answer within two seconds. */
export async function httpAnswers(url: string): Promise<boolean> {
  const secure = url.startsWith("https:");
  return new Promise((settle) => {
    const options = { timeout: 2_000, agent: false as const };
    const done = (answer: boolean): void => settle(answer);
    const request = secure
      ? // Our own origin on our own machine, perhaps with a certificate that nobody else signed.
        httpsRequest(url, { ...options, rejectUnauthorized: false })
      : httpRequest(url, options);
    request.once("response", (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      done(status >= 200 && status < 300);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => done(false));
    request.end();
  });
}
