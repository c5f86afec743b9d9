export interface MxcUri {
  readonly server: string;
  readonly mediaId: string;
}

const SERVER =
  /^(?:\[[0-9a-fA-F:.]{2,45}\]|[0-9A-Za-z](?:[0-9A-Za-z.-]{0,253}[0-9A-Za-z])?)(?::[0-9]{1,5})?$/;
const MEDIA_ID = /^[0-9A-Za-z_-]{1,255}$/;

/**
 * Takes an `mxc://` address apart. Strict, since both parts go into the path of a request:
 * whatever could climb out of it is no address.
 * @see https://spec.matrix.org/v1.16/client-server-api/#matrix-content-mxc-uris
 */
export function parseMxc(value: unknown): MxcUri | undefined {
  if (typeof value !== "string" || value.length > 600 || !value.startsWith("mxc://")) {
    return undefined;
  }
  const rest = value.slice("mxc://".length);
  const slash = rest.indexOf("/");
  if (slash < 0) return undefined;
  const server = rest.slice(0, slash);
  const mediaId = rest.slice(slash + 1);
  if (!SERVER.test(server) || server.includes("..") || !MEDIA_ID.test(mediaId)) return undefined;
  return { server, mediaId };
}

/** The address itself if it is one. */
export function validMxc(value: unknown): string | undefined {
  return parseMxc(value) === undefined ? undefined : (value as string);
}
