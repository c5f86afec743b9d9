import MarkdownIt from "markdown-it";

/** Matrix HTML for a text with markdown, or undefined where the text says it all by itself. */
export type RenderMarkdown = (text: string) => string | undefined;

/**
 * A markdown renderer for messages: no HTML of the writer passes, a line break is a line break,
 * pictures stay links (a message must not load anything from elsewhere).
 */
export function createMarkdown(): RenderMarkdown {
  const renderer = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable("image");
  return (text) => {
    const html = renderer.render(text).trim();
    const plain = `<p>${escapeHtml(text.trim()).replaceAll("\n", "<br>\n")}</p>`;
    if (html === plain) return undefined;
    const single = /^<p>((?:(?!<p>)[\s\S])*)<\/p>$/.exec(html);
    return single?.[1] ?? html;
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
