import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

const JSON_SCHEMA = /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/;
const EXPORTED = /^export (?:const|function) (\w+)/gm;

/**
 * Vite plugin that leaves out what zod needs to describe its schemas as JSON Schema: the client
 * only parses with them. Saves 5 kB gzip of the start; whoever calls it all the same gets an error.
 */
export function slimZod(): Plugin {
  return {
    name: "plenum-slim-zod",
    enforce: "pre",
    async load(id) {
      if (!JSON_SCHEMA.test(id)) return null;
      const names = Array.from((await readFile(id, "utf8")).matchAll(EXPORTED), ([, name]) => name);
      return [
        `function absent() { throw new Error("There is no JSON Schema in the client"); }`,
        // Made for every schema, called by nobody.
        `function maker() { return absent; }`,
        `export { ${names.map((name) => `${name?.startsWith("create") ? "maker" : "absent"} as ${name}`).join(", ")}, absent as process };`,
      ].join("\n");
    },
  };
}
