/** Cells of a pasted table; more is a file, not a message. */
const MOST_CELLS = 2_000;

/**
 * A table of GitHub's markdown; one that only places things on the page becomes plain lines.
 * @param cellMarkdown the markdown of a cell
 */
export function tableMarkdown(table: Element, cellMarkdown: (cell: HTMLElement) => string): string {
  const rows = [...table.querySelectorAll("tr")]
    // Rows of tables within are part of their cell.
    .filter((row) => row.closest("table") === table)
    .map((row) => [...row.children].filter((cell) => /^T[DH]$/.test(cell.tagName)));
  const columns = Math.max(0, ...rows.map((row) => widthOf(row)));
  if (columns * rows.length > MOST_CELLS) return lines(table.textContent ?? "");
  const texts = rows
    .map((row) => row.flatMap((cell) => cellsOf(cell as HTMLElement, cellMarkdown)))
    .filter((row) => row.some((text) => text !== ""));
  if (texts.length === 0) return "";
  if (columns <= 1 || texts.length === 1) {
    return `\n\n${texts.map((row) => row.filter((text) => text !== "").join(" ")).join("\n\n")}\n\n`;
  }
  const width = Math.max(...texts.map((row) => row.length));
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_unused, index) => cells[index] ?? "").join(" | ")} |`;
  const [head = [], ...body] = texts;
  const rule = Array.from({ length: width }, () => "---");
  return `\n\n${[head, rule, ...body].map(line).join("\n")}\n\n`;
}

function widthOf(row: readonly Element[]): number {
  return row.reduce((sum, cell) => sum + spanOf(cell), 0);
}

function spanOf(cell: Element): number {
  const span = Number(cell.getAttribute("colspan") ?? 1);
  return Number.isInteger(span) && span >= 1 && span <= 50 ? span : 1;
}

function cellsOf(cell: HTMLElement, cellMarkdown: (cell: HTMLElement) => string): string[] {
  const text = cellMarkdown(cell)
    .replaceAll("\u00A0", " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll("|", "\\|")
    .trim();
  return [text, ...Array.from({ length: spanOf(cell) - 1 }, () => "")];
}

function lines(text: string): string {
  return `\n\n${text
    .replaceAll(/[ \t\u00A0]+/g, " ")
    .replaceAll(/\s*\n\s*/g, "\n")
    .trim()}\n\n`;
}
