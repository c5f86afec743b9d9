import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { withoutCustomSections } from "./wasm.config.ts";

const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** A type section without types. */
const TYPES = [1, 1, 0];
/** A custom section with the name "n" and one byte. */
const CUSTOM = [0, 3, 1, 0x6e, 7];

const bytes = (...parts: readonly number[][]): Uint8Array => new Uint8Array(parts.flat());

describe("a WebAssembly module", () => {
  it.each([
    ["without sections", [HEADER], [HEADER]],
    ["with a custom section alone", [HEADER, CUSTOM], [HEADER]],
    ["with one before and one behind", [HEADER, CUSTOM, TYPES, CUSTOM], [HEADER, TYPES]],
    ["with a size of two bytes", [HEADER, [0, 0x83, 0, 1, 0x6e, 7], TYPES], [HEADER, TYPES]],
  ])("%s keeps what is run", (_, before, after) => {
    expect(withoutCustomSections(bytes(...before))).toEqual(bytes(...after));
  });

  it.each([
    ["within a section", [HEADER, [1, 5, 0]]],
    ["within a number", [HEADER, [1, 0x80]]],
  ])("that ends %s is refused", (_, module) => {
    expect(() => withoutCustomSections(bytes(...module))).toThrow(/ends within/);
  });

  it("of the cryptography imports and exports the same, and is smaller by its names", async () => {
    // The SDK's own dependency, so not ours to list.
    const folder = ["node_modules", "@matrix-org", "matrix-sdk-crypto-wasm", "pkg"].join("/");
    const file = new URL(`../../${folder}/matrix_sdk_crypto_wasm_bg.wasm`, import.meta.url);
    const module = new Uint8Array(await readFile(file));
    const slim = withoutCustomSections(module);
    const [before, after] = [new WebAssembly.Module(module), new WebAssembly.Module(slim)];
    expect(slim.length).toBeLessThan(module.length * 0.7);
    expect(WebAssembly.Module.exports(after)).toEqual(WebAssembly.Module.exports(before));
    expect(WebAssembly.Module.imports(after)).toEqual(WebAssembly.Module.imports(before));
  });
});
