import { Reporter } from "../../terminal/reporter.ts";
import { NotReadable } from "../opened.ts";

/** What a command says, and its exit code; what cannot be read is said like everything else. */
export async function told(
  run: (reporter: Reporter) => Promise<number>,
): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = [];
  const reporter = new Reporter({ write: (line) => void lines.push(line) });
  try {
    return { code: await run(reporter), text: lines.join("\n") };
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    return { code: 2, text: error.lines.join("\n") };
  }
}
