import { Element } from "ltx";

export { Element, escapeXML } from "ltx";

type Attributes = Readonly<Record<string, string | number | undefined>>;
type Child = Element | string | undefined;

/**
 * Builds an element. Attributes and children that are undefined are left out; strings become
 * text, escaped on output.
 */
export function el(name: string, attributes: Attributes = {}, ...children: Child[]): Element {
  const element = new Element(name, withoutUndefined(attributes));
  for (const child of children) {
    if (child === undefined) continue;
    if (typeof child === "string") element.t(child);
    else element.cnode(child);
  }
  return element;
}

function withoutUndefined(attributes: Attributes): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) result[name] = String(value);
  }
  return result;
}
