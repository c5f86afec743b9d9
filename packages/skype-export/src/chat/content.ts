import type { ExportedFile } from "../records.ts";
import { cleanLabel, cleanParagraphs } from "../text/clean.ts";

/** Persistent Chat takes 8000 characters; an event of Matrix has room for some 60,000 bytes. */
export const MAX_TEXT = 16_000;

/** Where an uploaded file lies in the export, by the name that the server gave it. */
export type FindFile = (
  name: string,
) => { readonly path: string; readonly bytes: number } | undefined;

export interface ChatContent {
  readonly text: string;
  readonly title?: string;
  readonly file?: ExportedFile;
  /** Characters that were cut off. */
  readonly cut: number;
}

const LINK = /<a\s+href="ma-filelink:([^"<>]{1,1000})"[^<>]{0,200}>([^<>]{0,1000})<\/a>/i;
const STORY = "[STORY]";

/** What a chat line says. HTML that somebody wrote stays what it is: text. */
export function chatContent(written: string, findFile: FindFile = () => undefined): ChatContent {
  const link = LINK.exec(written.slice(0, MAX_TEXT));
  const name = link === null ? "" : cleanLabel(withoutEntities(link[2] ?? ""));
  const file = link === null ? undefined : uploadedFile(link[1] ?? "", name, findFile);
  const plain =
    link === null
      ? written
      : `${written.slice(0, link.index)}${name}${written.slice(link.index + link[0].length)}`;
  const whole = cleanParagraphs(plain.slice(0, MAX_TEXT));
  const story = whole.startsWith(STORY);
  const [head = "", ...rest] = story ? whole.slice(STORY.length).split("\n") : [];
  return {
    text: story ? rest.join("\n") : whole,
    ...(story ? { title: cleanLabel(head) } : {}),
    ...(file === undefined ? {} : { file }),
    cut: Math.max(0, plain.length - MAX_TEXT),
  };
}

/**
 * @param link where it was on the server; only its last part matters, so it leads nowhere else
 * @param shown what people call it; empty where it is not said
 */
export function uploadedFile(link: string, shown: string, findFile: FindFile): ExportedFile {
  const stored = cleanLabel(
    link.slice(Math.max(link.lastIndexOf("/"), link.lastIndexOf("\\")) + 1),
  );
  const found = findFile(stored);
  return { name: shown === "" ? stored : shown, ...found };
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#39;", "'"],
  ["&amp;", "&"],
]);

function withoutEntities(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES.get(entity) ?? entity);
}
