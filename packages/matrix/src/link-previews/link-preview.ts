import type { LinkPreview } from "../contract.ts";
import { type Api } from "../session/api.ts";
import { text } from "../untrusted/guards.ts";
import { validMxc } from "../untrusted/mxc.ts";
import { cleanName } from "../untrusted/names.ts";

const LONGEST_ADDRESS = 2000;

/** Reads the server's answer; undefined when there is nothing worth showing. */
export function parseLinkPreview(answer: unknown): LinkPreview | undefined {
  const title = cleanName(text(answer, "og:title", 1000), 200);
  if (title === "") return undefined;
  const description = cleanName(text(answer, "og:description", 4000), 300);
  const site = cleanName(text(answer, "og:site_name", 400), 80);
  const imageMxc = validMxc(text(answer, "og:image", 600));
  return {
    title,
    ...(description === "" ? {} : { description }),
    ...(site === "" ? {} : { site }),
    ...(imageMxc === undefined ? {} : { imageMxc }),
  };
}

/**
 * Asks the server for a web page's title and picture: the browser itself never goes there.
 * @throws MatrixFailure when the server does not preview, or cannot reach the page
 * @see https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv1mediapreview_url
 */
export async function linkPreview(api: Api, url: string): Promise<LinkPreview | undefined> {
  if (!/^https?:\/\//i.test(url) || url.length > LONGEST_ADDRESS || !URL.canParse(url)) {
    return undefined;
  }
  return parseLinkPreview(
    await api.request({ method: "GET", path: "/v1/media/preview_url", query: { url } }),
  );
}
