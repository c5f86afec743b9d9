import { SaxesParser } from "saxes";
import { decodeXml } from "./decode.ts";
import { XmlStopped } from "./stopped.ts";

/** Deepest nesting; none of the exports has more than ten. */
const MAX_DEPTH = 64;
/** Characters without any mark-up: a value that long is none of those looked for. */
const MAX_STRETCH = 16 * 1024 * 1024;
/** Characters before the first element. */
const MAX_PROLOGUE = 1024 * 1024;
/** Characters of text that an element keeps. */
const MAX_TEXT = 64 * 1024;
/** Child elements whose text an element keeps as its fields. */
const MAX_CHILD_FIELDS = 32;

/** An element as it closes: names without prefix, so that it counts for nothing which one it has. */
export interface XmlElement {
  readonly name: string;
  readonly line: number;
  /** Attributes, and children that hold text alone; without prototype. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface XmlReader {
  /** Its children are not known yet. */
  readonly opened?: (element: XmlElement, parents: readonly XmlElement[]) => void;
  readonly closed: (element: XmlElement, parents: readonly XmlElement[]) => void;
}

interface OpenElement extends XmlElement {
  readonly fields: Record<string, string>;
  text: string;
  children: number;
}

/**
 * Reads a document of any length and hands out what the reader has put into `out`, chunk by chunk.
 * Document types are refused as such, so there are no entities but the five of XML.
 * @throws XmlStopped where it cannot be read on; everything in `out` has been handed out by then
 */
export async function* readXml<T>(
  bytes: AsyncIterable<Uint8Array>,
  reader: XmlReader,
  out: T[],
): AsyncGenerator<T> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  });
  const open: OpenElement[] = [];
  let stretch = 0;
  let written = 0;
  let seen = false;
  let ended = false;
  parser.on("error", (error) => {
    throw new XmlStopped(ended ? "truncated" : "broken", parser.line, messageOf(error));
  });
  parser.on("doctype", () => {
    throw new XmlStopped("doctype", parser.line);
  });
  parser.on("opentag", (tag) => {
    stretch = 0;
    seen = true;
    if (open.length >= MAX_DEPTH) throw new XmlStopped("too-deep", parser.line);
    const element: OpenElement = {
      name: localName(tag.name),
      line: parser.line,
      fields: localFields(tag.attributes),
      text: "",
      children: 0,
    };
    reader.opened?.(element, open);
    open.push(element);
  });
  parser.on("text", (text) => {
    stretch = 0;
    keepText(open.at(-1), text);
  });
  parser.on("cdata", (text) => {
    stretch = 0;
    keepText(open.at(-1), text);
  });
  parser.on("closetag", () => {
    stretch = 0;
    const element = open.pop();
    if (element === undefined) return;
    reader.closed(element, open);
    const parent = open.at(-1);
    if (parent !== undefined) keepAsField(parent, element);
  });

  const write = (text: string): XmlStopped | undefined => {
    stretch += text.length;
    written += text.length;
    try {
      parser.write(text);
      if (stretch > MAX_STRETCH || (!seen && written > MAX_PROLOGUE)) {
        return new XmlStopped("too-large", parser.line);
      }
    } catch (error) {
      return stopOf(error, parser.line);
    }
    return undefined;
  };
  for await (const text of decodeXml(bytes)) {
    const stopped = write(text);
    yield* out.splice(0);
    if (stopped !== undefined) throw stopped;
  }
  ended = true;
  parser.close();
  yield* out.splice(0);
}

/** Name of the first element, to tell what a document is; undefined for none. */
export async function rootOf(bytes: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const names: string[] = [];
  const reader: XmlReader = {
    opened: ({ name }, parents) => {
      if (parents.length === 0) names.push(name);
    },
    closed: () => undefined,
  };
  try {
    for await (const name of readXml(bytes, reader, names)) return name;
  } catch {
    return names[0];
  }
  return undefined;
}

function messageOf(error: Error): string {
  // `undefined:3:7: unclosed tag: DocItem`: the line is said by itself.
  return error.message.replace(/^(?:undefined:)?\d+:\d+: /, "").slice(0, 200);
}

function stopOf(error: unknown, line: number): XmlStopped {
  if (error instanceof XmlStopped) return error;
  return new XmlStopped("broken", line, error instanceof Error ? error.message.slice(0, 200) : "");
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

function localFields(attributes: Record<string, string>): Record<string, string> {
  for (const name in attributes) {
    if (name.includes(":")) return withoutPrefixes(attributes);
  }
  return attributes;
}

function withoutPrefixes(attributes: Record<string, string>): Record<string, string> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) fields[localName(name)] ??= value;
  }
  return fields;
}

function keepText(element: OpenElement | undefined, text: string): void {
  if (element === undefined) return;
  if (element.text.length + text.length <= MAX_TEXT) element.text += text;
}

function keepAsField(parent: OpenElement, element: OpenElement): void {
  if (element.text === "" || parent.children >= MAX_CHILD_FIELDS) return;
  const text = element.text.trim();
  if (text === "" || element.name in parent.fields) return;
  parent.children += 1;
  parent.fields[element.name] = text;
}
