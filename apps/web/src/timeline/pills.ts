import { roomPath } from "../routes.ts";

/** What a link of a message leads to inside Matrix. */
export type Pill =
  | { readonly kind: "person"; readonly userId: string }
  | { readonly kind: "room"; readonly path: string };

const ADDRESS = /^https:\/\/matrix\.to\/#\/([^/?#]{2,600})(?:\?[^#]{0,600})?$/;

/**
 * The person or room that a link means; undefined for every other link, also one to a message.
 * @see https://spec.matrix.org/v1.16/appendices/#matrixto-navigation
 */
export function pillOf(href: string): Pill | undefined {
  const [, encoded] = ADDRESS.exec(href) ?? [];
  if (encoded === undefined) return undefined;
  let id: string;
  try {
    id = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  if (/^@[^\s:/]{1,255}:[^\s/]{1,255}$/.test(id)) return { kind: "person", userId: id };
  if (/^![^\s/]{1,255}$/.test(id)) return { kind: "room", path: roomPath(id) };
  return undefined;
}
