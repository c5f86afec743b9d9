import type { Place, Tell } from "../findings/finding.ts";
import { commandFor } from "./commands.ts";

/** A question mark where a letter would stand: inside a word, or at its beginning or end. */
const IN_A_WORD = /\p{L}\?|\?\p{L}/u;

/** How a letter that ASCII does not have is written in addresses. */
const WRITTEN = "(?:ae|oe|ue|ss|[a-z]{1,2})";

/** True where a name has lost letters on its way through ASCII. */
export function hasLostLetter(name: string): boolean {
  return name.includes("?") && IN_A_WORD.test(name);
}

/**
 * True where an address proves it: `M?ller` beside `juergen.mueller@…`. Addresses are not always
 * made from names, so no proof is no proof of the contrary.
 */
export function addressProvesIt(name: string, addresses: readonly string[]): boolean {
  const words = name
    .slice(0, 200)
    .split(/[\s,()/-]+/u)
    .filter(hasLostLetter);
  return words.some((word) => {
    const pattern = Array.from(word.toLowerCase(), (letter) => {
      if (letter === "?") return WRITTEN;
      return /[a-z0-9]/.test(letter) ? letter : ".?";
    }).join("");
    const name = new RegExp(`(?:^|[^a-z])${pattern}(?:$|[^a-z])`, "u");
    return addresses.some((address) => name.test(address.toLowerCase().slice(0, 320)));
  });
}

/** Gathers over a whole file what speaks for lost letters, and refuses it in the end. */
export class LostLetters {
  #names = 0;
  #proven = 0;
  #otherLetters = false;
  #first: { readonly place: Place; readonly name: string } | undefined;

  look(place: Place, name: string, addresses: readonly string[]): void {
    // eslint-disable-next-line no-control-regex -- the bounds of ASCII
    if (!this.#otherLetters && /[^\u0000-\u007F]/.test(name)) this.#otherLetters = true;
    if (!hasLostLetter(name)) return;
    this.#names += 1;
    this.#first ??= { place, name };
    if (this.#proven === 0 && addressProvesIt(name, addresses)) this.#proven += 1;
  }

  /** Refuses the file where no name has an umlaut any more, or where an address is proof. */
  tell(file: string, tell: Tell): void {
    if (!this.#first || (this.#otherLetters && this.#proven === 0)) return;
    const { place, name } = this.#first;
    const facts = { file, count: this.#names, example: name, command: commandFor(file) };
    tell({ code: "letters-lost", severity: "stop", place, facts });
  }
}
