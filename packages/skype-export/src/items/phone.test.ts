import { expect, test } from "vitest";
import { readablePhone } from "./phone.ts";

test.each([
  ["a number", "tel:+496115550101", "+496115550101"],
  ["an extension that the number ends in", "tel:+496115550101;ext=0101", "+496115550101"],
  ["an extension of its own", "tel:+49611555;ext=101", "+49611555 (101)"],
  ["an extension after something else", "tel:+49611555;phone-context=x;ext=7", "+49611555 (7)"],
  ["a number with gaps", "TEL:+49 (611) 555-101", "+49 (611) 555-101"],
  ["no number", "sip:anna@land.example", undefined],
  ["signs alone", "tel:---", undefined],
  ["something else", "tel:<script>", undefined],
  ["nothing", undefined, undefined],
])("%s", (_, line, shown) => {
  expect(readablePhone(line)).toBe(shown);
});
