import { Element } from "ltx";
import SaxLtx from "ltx/src/parsers/ltx.js";

/** Thrown for text that is not one well-formed, restricted XML element (RFC 6120, 11.1). */
export class XmlError extends Error {
  readonly condition: "not-well-formed" | "restricted-xml" | "policy-violation";

  constructor(condition: XmlError["condition"], message: string) {
    super(message);
    this.name = "XmlError";
    this.condition = condition;
  }
}

/** Limits of one stanza. */
export interface XmlLimits {
  /** Characters. */
  readonly maxLength: number;
  readonly maxDepth: number;
  readonly maxElements: number;
  readonly maxAttributes: number;
}

export const STANZA_LIMITS: XmlLimits = {
  maxLength: 65_536,
  maxDepth: 12,
  maxElements: 1_500,
  maxAttributes: 20,
};

const ELEMENT_NAME = /^[A-Za-z_][\w.-]*$/;
const ATTRIBUTE_NAME = /^(?:xml:lang|xml:space|[A-Za-z_][\w.-]*)$/;
/** Anything outside the Char production of XML 1.0, lone surrogates included. */
const FORBIDDEN_CHARACTER =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The text without the characters that XML cannot carry; one of them would end everybody's stream. */
export function withoutForbidden(text: string): string {
  return text.replaceAll(new RegExp(FORBIDDEN_CHARACTER.source, "g"), "");
}

/**
 * Parses one WebSocket message into one element. Stricter than XMPP asks for: besides comments,
 * processing instructions, DTDs and entities (RFC 6120, 11.1) it refuses CDATA and prefixed names,
 * which no client of ours sends and which make re-serialising error-prone.
 * @throws XmlError
 */
export function parseElement(text: string, limits: XmlLimits = STANZA_LIMITS): Element {
  if (text.length > limits.maxLength) throw new XmlError("policy-violation", "too long");
  if (text.includes("<!") || text.includes("<?")) {
    throw new XmlError("restricted-xml", "declarations, comments, CDATA and DTDs are refused");
  }
  if (FORBIDDEN_CHARACTER.test(text)) throw new XmlError("not-well-formed", "forbidden character");

  const reader = new TreeReader(limits);
  const parser = new SaxLtx();
  parser.on("startElement", (name: string, attrs: Record<string, string>) => {
    reader.start(name, attrs);
  });
  parser.on("endElement", (name: string) => {
    reader.end(name);
  });
  parser.on("text", (value: string) => {
    reader.text(value);
  });
  try {
    parser.write(text);
  } catch (error) {
    if (error instanceof XmlError) throw error;
    throw new XmlError("not-well-formed", error instanceof Error ? error.message : "unreadable");
  }
  if (!text.trimEnd().endsWith(">")) throw new XmlError("not-well-formed", "text after the root");
  return reader.finish();
}

class TreeReader {
  readonly #limits: XmlLimits;
  #root: Element | undefined;
  #current: Element | undefined;
  #depth = 0;
  #elements = 0;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
  }

  start(name: string, attrs: Record<string, string>): void {
    if (this.#root !== undefined && this.#current === undefined) {
      throw new XmlError("not-well-formed", "more than one root");
    }
    if (!ELEMENT_NAME.test(name)) throw new XmlError("restricted-xml", "element name refused");
    const names = Object.keys(attrs);
    if (names.length > this.#limits.maxAttributes) {
      throw new XmlError("policy-violation", "too many attributes");
    }
    for (const attribute of names) {
      if (!ATTRIBUTE_NAME.test(attribute)) {
        throw new XmlError("restricted-xml", "attribute name refused");
      }
    }
    this.#depth += 1;
    this.#elements += 1;
    if (this.#depth > this.#limits.maxDepth) throw new XmlError("policy-violation", "too deep");
    if (this.#elements > this.#limits.maxElements) {
      throw new XmlError("policy-violation", "too many elements");
    }
    const element = new Element(name, attrs);
    if (this.#current === undefined) this.#root = element;
    else this.#current.cnode(element);
    this.#current = element;
  }

  end(name: string): void {
    if (this.#current === undefined || this.#current.name !== name) {
      throw new XmlError("not-well-formed", "end tag does not match");
    }
    this.#depth -= 1;
    this.#current = this.#current.parent ?? undefined;
  }

  text(value: string): void {
    if (this.#current !== undefined) this.#current.t(value);
    else if (value.trim() !== "") throw new XmlError("not-well-formed", "text outside the root");
  }

  finish(): Element {
    if (this.#root === undefined || this.#current !== undefined) {
      throw new XmlError("not-well-formed", "unfinished element");
    }
    return this.#root;
  }
}
