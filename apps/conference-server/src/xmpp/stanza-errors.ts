import { el, type Element } from "../xml/build.ts";
import { NS } from "./namespaces.ts";

/** The stanza errors that the server answers with, and the type that RFC 6120 8.3.3 gives them. */
const ERROR_TYPES = {
  "bad-request": "modify",
  conflict: "cancel",
  forbidden: "auth",
  "item-not-found": "cancel",
  "not-acceptable": "modify",
  "not-allowed": "cancel",
  "not-authorized": "auth",
  "policy-violation": "modify",
  "resource-constraint": "wait",
  "service-unavailable": "cancel",
} as const;
export type StanzaCondition = keyof typeof ERROR_TYPES;

/** The error answer to a stanza, addressed back to its sender. */
export function errorReply(
  stanza: Element,
  to: string,
  condition: StanzaCondition,
  text?: string,
): Element {
  return el(
    stanza.name,
    { xmlns: NS.client, type: "error", id: stanza.attrs["id"], from: stanza.attrs["to"], to },
    el(
      "error",
      { type: ERROR_TYPES[condition] },
      el(condition, { xmlns: NS.stanzas }),
      text === undefined ? undefined : el("text", { xmlns: NS.stanzas }, text),
    ),
  );
}

/** The result of an IQ, with an optional payload. */
export function resultReply(stanza: Element, to: string, payload?: Element): Element {
  return el(
    "iq",
    { xmlns: NS.client, type: "result", id: stanza.attrs["id"], from: stanza.attrs["to"], to },
    payload,
  );
}
