/**
 * Stands in for loglevel: matrix-js-sdk logs room ids and worse, and is silenced here anyway
 * (`session/logger.ts`).
 */
function silent(): void {
  // Nothing of matrix-js-sdk goes to the console.
}

const logger = {
  methodFactory: () => silent,
  levels: { TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4, SILENT: 5 },
  trace: silent,
  debug: silent,
  info: silent,
  log: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  getLevel: (): number => 5,
  enableAll: silent,
  disableAll: silent,
  rebuild: silent,
  resetLevel: silent,
  setDefaultLevel: silent,
  getLogger: (): object => Object.assign({}, logger),
};

export default logger;
