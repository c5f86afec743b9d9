import MarkdownIt from "markdown-it";
import { mentionAddress, validMarks, type MentionMark } from "./mention-marks.ts";

/** Matrix HTML for a text with markdown, or undefined where the text says it all by itself. */
export type RenderMarkdown = (text: string, marks?: readonly MentionMark[]) => string | undefined;

/** Quotations in quotations and lists in lists; deeper ones only cost time. */
const DEEPEST = 20;
/** UTF-16 units; what is longer is sent as it was typed. */
export const LONGEST_MARKDOWN = 50_000;

/** Characters of emphasis, code and links; the time for pairing them grows with their square. */
const MOST_MARKUP = 4_000;

/** Private characters that stand for a mention while the text is rendered. */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const STAND_IN = /\uE000(\d+)\uE001/g;
const ENCODED_STAND_IN = /%EE%80%80(\d+)%EE%80%81/g;

/** As the renderer does it itself: what it makes of a text is compared with that text. */
const { escapeHtml } = new MarkdownIt().utils;

interface Token {
  readonly type: string;
  readonly content: string;
}
interface Environment {
  readonly marks?: readonly MentionMark[];
}

/**
 * A markdown renderer for messages: no HTML of the writer passes, a line break is a line break,
 * pictures stay links (a message must not load anything from elsewhere), boxes of a task list are
 * characters. Mentions become links to the person, whatever characters the name has.
 */
export function createMarkdown(): RenderMarkdown {
  const renderer = new MarkdownIt({
    html: false,
    linkify: true,
    breaks: true,
    maxNesting: DEEPEST,
  }).disable("image");
  renderer.renderer.rules["text"] = (tokens, index, _options, environment) => {
    const env = environment as Environment | undefined;
    const content = withBox(tokens, index, tokens[index]?.content ?? "");
    if (!content.includes(OPEN)) return escapeHtml(content);
    const inLink = linksBefore(tokens, index) > 0;
    return escapeHtml(content).replaceAll(STAND_IN, (_all, number: string) => {
      const mark = env?.marks?.[Number(number)];
      return mark === undefined ? "" : inLink ? escapeHtml(mark.text) : mentionHtml(mark);
    });
  };
  return (text, marks = []) => {
    if (text.length > LONGEST_MARKDOWN || isBomb(text)) return undefined;
    const { source, used } = withStandIns(text, marks);
    const html = renderer
      .render(source, { marks: used } satisfies Environment)
      .trim()
      // In code and in addresses a name is only a name.
      .replaceAll(STAND_IN, (_all, number: string) => escapeHtml(used[Number(number)]?.text ?? ""))
      .replaceAll(ENCODED_STAND_IN, (_all, number: string) =>
        encodeURIComponent(used[Number(number)]?.text ?? ""),
      );
    const plain = `<p>${escapeHtml(text.trim()).replaceAll("\n", "<br>\n")}</p>`;
    if (html === plain) return undefined;
    const single = /^<p>((?:(?!<p>)[\s\S])*)<\/p>$/.exec(html);
    return single?.[1] ?? html;
  };
}

function isBomb(text: string): boolean {
  return (text.match(/[*_~`[\]<>]/g)?.length ?? 0) > MOST_MARKUP;
}

function withStandIns(
  text: string,
  marks: readonly MentionMark[],
): { readonly source: string; readonly used: readonly MentionMark[] } {
  const used = validMarks(marks, text);
  let source = "";
  let from = 0;
  for (const [index, mark] of used.entries()) {
    source += `${withoutPrivate(text.slice(from, mark.start))}${OPEN}${index}${CLOSE}`;
    from = mark.start + mark.text.length;
  }
  return { source: source + withoutPrivate(text.slice(from)), used };
}

function withoutPrivate(text: string): string {
  return text.replaceAll(OPEN, "").replaceAll(CLOSE, "");
}

function mentionHtml(mark: MentionMark): string {
  const address = mentionAddress(mark.target);
  const name = escapeHtml(mark.text);
  return address === undefined ? name : `<a href="${escapeHtml(address)}">${name}</a>`;
}

function linksBefore(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (const { type } of tokens.slice(0, index)) {
    if (type === "link_open") depth += 1;
    else if (type === "link_close") depth -= 1;
  }
  return depth;
}

/** `[ ]` and `[x]` at the beginning of an entry: Matrix knows no input fields in messages. */
function withBox(tokens: readonly Token[], index: number, content: string): string {
  if (index !== 0 || tokens.length === 0) return content;
  return content.replace(/^\[([ xX])\] (?=\S)/, (_all, box: string) => (box === " " ? "☐ " : "☑ "));
}
