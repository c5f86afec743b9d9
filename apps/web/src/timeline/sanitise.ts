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

export type Sanitise = (html: string) => string;

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
  return (html) =>
    purify.sanitize(html, {
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
