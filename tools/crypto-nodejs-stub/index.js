// The appservice never handles message content, so it needs no crypto. matrix-bot-sdk only
// reads these names at load time; using one is a programming error and says so.
const absent = (name) =>
  class {
    constructor() {
      throw new Error(`${name} is not available: the Plenum appservice does not decrypt messages.`);
    }
  };
module.exports = new Proxy(
  {},
  { get: (_target, name) => (typeof name === "string" ? absent(name) : undefined) },
);
