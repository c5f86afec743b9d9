import DOMPurify from "dompurify";
import { pillOf } from "./pills.ts";

/** What Matrix messages may contain, but for pictures: a message must not load anything. */
const TAGS = [
  "a",
  "b",
  "blockquote",
  "br",
  "caption",
  "code",
  "del",
  "details",
  "div",
  "em",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "hr",
  "i",
  "li",
  "ol",
  "p",
  "pre",
  "s",
  "span",
  "strong",
  "sub",
  "summary",
  "sup",
  "table",
  "tbody",
  "td",
  "th",
  "thead",
  "tr",
  "u",
  "ul",
];
const ATTRIBUTES = ["href", "start", "class", "colspan", "rowspan"];
const ADDRESSES = /^(?:https?|mailto|matrix):/i;
const CODE_CLASS = /^language-[\w-]+$/;

/** @returns undefined for HTML that is too large or nested too deeply to be shown at all */
export type Sanitise = (html: string) => string | undefined;

/** UTF-16 units; a message of the protocol has at most 65 kB. */
const LARGEST = 100_000;
/** Elements inside each other. @see https://spec.matrix.org/v1.16/client-server-api/#mroommessage-msgtypes */
const DEEPEST = 100;
/** Elements in all: more than anybody writes, few enough to be laid out at once. */
const MOST_ELEMENTS = 5_000;

/** These end where the next one begins, or have no inside. */
const SHALLOW = new Set([
  "p",
  "li",
  "tr",
  "td",
  "th",
  "thead",
  "tbody",
  "br",
  "hr",
  "img",
  "dt",
  "dd",
]);

/**
 * Whether HTML is small enough to be parsed: browsers and sanitisers go through it recursively, and
 * a message of some kilobytes may nest thousands of elements. Read without parsing.
 */
export function isBearable(html: string): boolean {
  if (html.length > LARGEST) return false;
  const open: string[] = [];
  let elements = 0;
  for (const [, closing, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    const tag = name.toLowerCase();
    if (closing === "/") {
      // What closes nothing is ignored by parsers as well.
      const at = open.lastIndexOf(tag);
      if (at >= 0) open.length = at;
    } else {
      elements += 1;
      if (!SHALLOW.has(tag)) open.push(tag);
    }
    if (open.length > DEEPEST || elements > MOST_ELEMENTS) return false;
  }
  return true;
}

/**
 * The one sanitiser: foreign HTML to HTML that may be shown. No scripts, styles, pictures, forms
 * or ids; links open elsewhere and tell the other side nothing.
 * @param window whose DOM does the parsing; a second one in tests
 * @see https://spec.matrix.org/v1.16/client-server-api/#mroommessage-msgtypes
 */
export function createSanitiser(window: Parameters<typeof DOMPurify>[0]): Sanitise {
  const purify = DOMPurify(window);
  purify.addHook("afterSanitizeAttributes", (node) => {
    const className = node.getAttribute("class");
    if (className !== null && !(node.tagName === "CODE" && CODE_CLASS.test(className))) {
      node.removeAttribute("class");
    }
    if (node.tagName === "A" && node.hasAttribute("href")) markLink(node);
  });
  return (html) => {
    if (!isBearable(html)) return undefined;
    return purify.sanitize(html, {
      ALLOWED_TAGS: TAGS,
      ALLOWED_ATTR: ATTRIBUTES,
      ALLOWED_URI_REGEXP: ADDRESSES,
      ADD_URI_SAFE_ATTR: ["start", "colspan", "rowspan"],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      // A quotation of the answered message that old clients put into the text.
      FORBID_CONTENTS: [
        "mx-reply",
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "svg",
        "math",
      ],
    });
  };
}

/** Links open elsewhere; a mentioned person is a chip, and a mentioned room opens here. */
function markLink(node: Element): void {
  const pill = pillOf(node.getAttribute("href") ?? "");
  if (pill === undefined) {
    node.setAttribute("target", "_blank");
    node.setAttribute("rel", "noopener noreferrer");
    return;
  }
  node.setAttribute("class", "pl-pill");
  if (pill.kind === "room") {
    node.setAttribute("href", pill.path);
  } else {
    node.removeAttribute("href");
    // The words are the sender's; the account says who is meant.
    node.setAttribute("title", pill.userId);
  }
}
