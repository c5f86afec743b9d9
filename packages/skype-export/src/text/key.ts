import { createHash } from "node:crypto";
import { isKey } from "@plenum/model/migration";

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NOT_IN_KEYS = /[\p{Cc}\p{Cs}]/gu;

/** The text itself where it can name a thing in the ledger, otherwise one that is made of it and differs as it does. */
export function keyOfText(text: string): string {
  if (isKey(text)) return text;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 32);
  return `${text.slice(0, 200).replaceAll(NOT_IN_KEYS, "")}~${hash}`;
}
