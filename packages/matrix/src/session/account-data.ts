import type { MatrixClient } from "matrix-js-sdk/lib/client.js";

/** Content of the account's own data of a type, undefined where there is none: untrusted. */
export function accountDataOf(client: MatrixClient, type: string): unknown {
  const content: unknown = client.store.getAccountData(type)?.getContent();
  return content;
}
