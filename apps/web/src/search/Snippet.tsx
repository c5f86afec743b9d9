import type { SnippetPart } from "@plenum/matrix";
import type { ReactNode } from "react";

/** The part of a message in which the words stand, marked. */
export function Snippet({ parts }: { parts: readonly SnippetPart[] }): ReactNode {
  return parts.map(({ text, hit }, index) =>
    // The parts of one message never change their order.
    // oxlint-disable-next-line react/no-array-index-key
    hit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}
