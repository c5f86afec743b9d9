import { expect, it } from "vitest";
import { withGuestMark, withoutGuestMark } from "./guest-name.ts";

it.each([
  ["Erika Muster (Gast)", "Erika Muster (guest)", "Erika Muster (Gast)", "Erika Muster"],
  ["Erika (guest)", "Erika (guest)", "Erika (Gast)", "Erika"],
  ["Jonas Weber", "Jonas Weber", "Jonas Weber", "Jonas Weber"],
  ["(Gast) Jonas", "(Gast) Jonas", "(Gast) Jonas", "(Gast) Jonas"],
])("%s is read in one's own language", (name, english, german, bare) => {
  expect([withGuestMark(name, "en"), withGuestMark(name, "de"), withoutGuestMark(name)]).toEqual([
    english,
    german,
    bare,
  ]);
});
