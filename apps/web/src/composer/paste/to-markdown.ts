import TurndownService from "turndown";
import { tableMarkdown } from "./table.ts";

/** UTF-16 units of markup; what is longer is pasted as the text beside it. */
export const LONGEST_HTML = 2_000_000;
/** Elements; a document of a hundred pages has fewer. */
const MOST_ELEMENTS = 20_000;
/** Elements in one another. Turndown goes down by calling itself. */
const DEEPEST = 200;

const DROPPED = [
  "style",
  "script",
  "noscript",
  "template",
  "head",
  "title",
  "meta",
  "link",
  "img",
  "picture",
  "svg",
  "math",
  "iframe",
  "object",
  "video",
  "audio",
  "canvas",
  "button",
  "input",
  "select",
  "textarea",
  // Parts of Office documents that are no text: list signs come from the list itself.
  "xml",
  "o\\:p",
  "w\\:sdtpr",
  "v\\:shapetype",
  "v\\:shape",
].join(",");

/** What turns pasted markup into markdown. */
export type ToMarkdown = (html: string) => string | undefined;

/**
 * Markdown of what Word, Outlook, Excel, LibreOffice and web pages put on the clipboard: structure
 * stays, looks go. Nothing of it is ever shown as HTML, nothing is loaded.
 * @param parse makes a document that runs no scripts and loads nothing, e.g. `DOMParser`
 * @returns a function that answers undefined for markup that is too large or says nothing
 */
export function createToMarkdown(parse: (html: string) => Document): ToMarkdown {
  const turndown = new TurndownService({
    headingStyle: "atx",
    bulletListMarker: "-",
    codeBlockStyle: "fenced",
    emDelimiter: "*",
    hr: "---",
    br: "",
  });
  turndown.addRule("strike", {
    filter: (node) => /^(?:S|DEL|STRIKE)$/.test(node.nodeName),
    replacement: (content) => (content.trim() === "" ? content : `~~${content}~~`),
  });
  turndown.addRule("link", {
    filter: (node) => node.nodeName === "A",
    replacement: (content, node) => linkMarkdown(content, node.getAttribute("href") ?? ""),
  });
  turndown.addRule("table", {
    filter: "table",
    replacement: (_content, node) => tableMarkdown(node, (cell) => turndown.turndown(cell)),
  });
  return (html) => {
    if (html.length > LONGEST_HTML) return undefined;
    const { body } = parse(fragmentOf(html));
    if (body.querySelectorAll("*").length > MOST_ELEMENTS || isDeeperThan(body, DEEPEST)) {
      return undefined;
    }
    for (const node of body.querySelectorAll(DROPPED)) node.remove();
    removeComments(body);
    listsOfWord(body);
    unwrapLooks(body);
    tightenLists(body);
    const markdown = turndown
      .turndown(body)
      .replaceAll("\u00A0", " ")
      .replaceAll(/[ \t]+$/gm, "")
      .replaceAll(/^( *(?:-|\d{1,9}\.)) {2,3}(?=\S)/gm, "$1 ")
      .replaceAll(/\n{3,}/g, "\n\n")
      .trim();
    return markdown === "" ? undefined : markdown;
  };
}

/** The part between Windows' marks, where they are. */
function fragmentOf(html: string): string {
  const start = html.indexOf("<!--StartFragment-->");
  const end = html.lastIndexOf("<!--EndFragment-->");
  // Excel's fragment begins inside of a table: then the whole is needed.
  const part = start >= 0 && end > start ? html.slice(start, end) : html;
  return /^<!--StartFragment-->\s*<(?:tr|td|col)\b/i.test(part) ? html : part;
}

function linkMarkdown(content: string, href: string): string {
  const words = content.trim();
  if (!/^(?:https?|mailto):/i.test(href) || words === "") return content;
  const address = href.replaceAll(
    /[\s()<>]/g,
    // encodeURIComponent leaves brackets, which would end the address.
    (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`,
  );
  return words === href ? href : `[${words.replaceAll("\n", " ")}](${address})`;
}

function isDeeperThan(root: Element, limit: number): boolean {
  let selector = ":scope";
  for (let depth = 0; depth <= limit; depth += 1) selector += " > *";
  return root.querySelector(selector) !== null;
}

function removeComments(root: Element): void {
  const walker = root.ownerDocument.createTreeWalker(root, 128 /* comments */);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

/**
 * Word writes lists as paragraphs with `mso-list: l0 level2 lfo1` and the sign as text in a span
 * with `mso-list: Ignore`. They become lists.
 */
function listsOfWord(root: Element): void {
  const paragraphs = [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6")];
  for (const paragraph of paragraphs) {
    const level = /mso-list:\s*l\d+\s+level(\d)/i.exec(paragraph.getAttribute("style") ?? "")?.[1];
    if (level === undefined) continue;
    const sign = [...paragraph.querySelectorAll("span")].find((span) =>
      /mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""),
    );
    const ordered = /^[\s(]*(?:\d+|[a-z]|[ivx]+)[.)]/i.test(sign?.textContent ?? "");
    sign?.remove();
    append(paragraph, Number(level), ordered ? "OL" : "UL");
  }
}

function append(paragraph: Element, level: number, kind: "OL" | "UL"): void {
  const { ownerDocument: document } = paragraph;
  const entry = document.createElement("li");
  entry.append(...paragraph.childNodes);
  const before = paragraph.previousElementSibling;
  const known = before?.hasAttribute("data-list") === true ? before : undefined;
  let list = known?.tagName === kind || (known && level > 1) ? known : undefined;
  if (list === undefined) {
    list = document.createElement(kind);
    list.setAttribute("data-list", "");
    paragraph.before(list);
  }
  for (let depth = 1; depth < level; depth += 1) {
    const last: Element = list.lastElementChild ?? list.appendChild(document.createElement("li"));
    const inner = last.lastElementChild;
    list =
      inner?.tagName === "UL" || inner?.tagName === "OL"
        ? inner
        : last.appendChild(document.createElement(kind));
  }
  list.append(entry);
  paragraph.remove();
}

/** Bold and italic that are only looks: Google Docs wraps everything in `<b style="font-weight:normal">`. */
function unwrapLooks(root: Element): void {
  for (const element of root.querySelectorAll("b, strong, i, em")) {
    const style = element.getAttribute("style") ?? "";
    if (/(?:^|;)\s*font-(?:weight|style):\s*normal/i.test(style))
      element.replaceWith(...element.childNodes);
  }
  for (const span of root.querySelectorAll("span")) {
    const style = span.getAttribute("style") ?? "";
    if (/font-weight:\s*(?:bold|[6-9]00)/i.test(style)) wrap(span, "strong");
    if (/font-style:\s*italic/i.test(style)) wrap(span, "em");
    if (/text-decoration:[^;]*line-through/i.test(style)) wrap(span, "s");
  }
}

/** Office programs put every entry into a paragraph, which would put empty lines between them. */
function tightenLists(root: Element): void {
  for (const paragraph of root.querySelectorAll("li > p:only-child")) {
    paragraph.replaceWith(...paragraph.childNodes);
  }
}

function wrap(element: Element, tag: string): void {
  if (element.textContent?.trim() === "") return;
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}
