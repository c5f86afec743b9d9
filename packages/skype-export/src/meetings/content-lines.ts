/** A line of a calendar, put together again. */
export interface CalendarLine {
  /** From 1: where it begins in the file. */
  readonly line: number;
  /** As it stood there, folded. */
  readonly physical: readonly string[];
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Still escaped. */
  readonly value: string;
}

/** Physical lines that one line may have: 300 kB, more than any body that Outlook writes. */
const MAX_FOLDS = 4000;
/** Characters of a physical line; RFC 5545 says 75. */
const MAX_LINE = 64 * 1024;

/**
 * Lines of a calendar as they come, RFC 5545 section 3.1. What is no line of that form is left out, and
 * what is longer than any calendar has is cut.
 */
export async function* calendarLines(text: AsyncIterable<string>): AsyncGenerator<CalendarLine> {
  let physical: string[] = [];
  let begins = 1;
  let at = 0;
  for await (const raw of physicalLines(text)) {
    at += 1;
    if (/^[ \t]/.test(raw) && physical.length > 0) {
      if (physical.length < MAX_FOLDS) physical.push(raw);
      continue;
    }
    const line = lineOf(physical, begins);
    if (line !== undefined) yield line;
    physical = raw === "" ? [] : [raw];
    begins = at;
  }
  const line = lineOf(physical, begins);
  if (line !== undefined) yield line;
}

async function* physicalLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of text) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = (lines.pop() ?? "").slice(0, MAX_LINE);
    for (const line of lines) yield line.replace(/\r$/, "").slice(0, MAX_LINE);
  }
  yield rest.replace(/\r$/, "");
}

function lineOf(physical: readonly string[], line: number): CalendarLine | undefined {
  const [first = "", ...folded] = physical;
  const whole = first + folded.map((fold) => fold.slice(1)).join("");
  const name = /^[A-Za-z0-9-]+/.exec(whole)?.[0];
  if (name === undefined) return undefined;
  const parameters = new Map<string, string>();
  const parameter = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/y;
  parameter.lastIndex = name.length;
  let end = name.length;
  for (let match = parameter.exec(whole); match !== null; match = parameter.exec(whole)) {
    parameters.set((match[1] ?? "").toUpperCase(), (match[2] ?? "").replaceAll('"', ""));
    end = parameter.lastIndex;
  }
  if (whole[end] !== ":") return undefined;
  return { line, physical, name: name.toUpperCase(), parameters, value: whole.slice(end + 1) };
}

/** A value of type TEXT as people mean it. */
export function unescaped(value: string): string {
  return value.replaceAll(/\\([nN;,\\])/g, (_, each: string) => (/n/i.test(each) ? "\n" : each));
}
