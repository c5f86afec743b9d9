/**
 * The credentials of a token request: HTTP Basic, or the two fields of the form. Both at once is
 * against the standard.
 * @returns undefined where there are none, or none that can be read
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function credentialsOf(
  authorization: string | undefined,
  form: { readonly client_id?: string | undefined; readonly client_secret?: string | undefined },
): { readonly id: string; readonly secret: string } | undefined {
  const { client_id: id, client_secret: secret } = form;
  if (authorization === undefined) {
    return id === undefined || secret === undefined ? undefined : { id, secret };
  }
  if (secret !== undefined) return undefined;
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return undefined;
  try {
    const basic = {
      id: decodeURIComponent(text.slice(0, colon).replaceAll("+", " ")),
      secret: decodeURIComponent(text.slice(colon + 1).replaceAll("+", " ")),
    };
    return id === undefined || id === basic.id ? basic : undefined;
  } catch {
    return undefined;
  }
}
