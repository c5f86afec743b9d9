/** Runs `action`; an error of one conference must not end the media of all, so it is only written down. */
export function guarded(what: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`media: ${what}: ${text}\n`);
  }
}
