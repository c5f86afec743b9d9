/**
 * Does the work of a command. What cannot be read is said without a stack, with the exit code of a stopped
 * check.
 * @param work gives the exit code
 */
export async function finish(work: () => Promise<number>): Promise<void> {
  const { NotReadable } = await import("./opened.ts");
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    for (const line of error.lines) process.stderr.write(`plenum: ${line}\n`);
    process.exitCode = 2;
  }
}
