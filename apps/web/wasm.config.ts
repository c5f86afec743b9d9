import type { Plugin } from "vite";

/** "\0asm" and version 1. */
const HEADER = 8;
const CUSTOM = 0;

/** A number of the format: seven bits a byte, the lowest first. */
function readNumber(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let shift = 0, place = at; shift < 35; shift += 7, place += 1) {
    const byte = bytes[place];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end: place + 1 };
  }
  throw new Error("The module ends within a number.");
}

/**
 * A WebAssembly module without its custom sections: the names of its functions, which the
 * cryptography of Matrix brings along (3 of 8 MB) and which only a debugger reads.
 * @param module the binary format, version 1
 * @see https://webassembly.github.io/spec/core/binary/modules.html#binary-customsec
 */
export function withoutCustomSections(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = [module.subarray(0, HEADER)];
  for (let at = HEADER; at < module.length;) {
    const { value: size, end: body } = readNumber(module, at + 1);
    const end = body + size;
    if (end > module.length) throw new Error("The module ends within a section.");
    if (module[at] !== CUSTOM) kept.push(module.subarray(at, end));
    at = end;
  }
  return new Uint8Array(Buffer.concat(kept));
}

/** Vite plugin: modules are fetched, kept and held in memory without what nobody runs. */
export function slimWasm(): Plugin {
  return {
    name: "plenum-slim-wasm",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "asset" || !file.fileName.endsWith(".wasm")) continue;
        if (typeof file.source === "string") continue;
        file.source = withoutCustomSections(file.source);
      }
    },
  };
}
