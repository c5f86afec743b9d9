import { describe, expect, it } from "vitest";
import { mailTroubleOf } from "./trouble.ts";

function smtp(responseCode: number | undefined, command: string): Error {
  return Object.assign(new Error("no"), { responseCode, command });
}

describe("trouble with a mail server", () => {
  it.each([
    ["nobody listens", smtp(undefined, "CONN"), false, false],
    ["no such recipient", smtp(550, "RCPT TO"), true, true],
    ["the content is refused", smtp(554, "DATA"), true, true],
    ["the mailbox is full for now", smtp(452, "RCPT TO"), true, false],
    ["greylisting", smtp(450, "RCPT TO"), true, false],
    ["the password is wrong", smtp(535, "AUTH PLAIN"), false, false],
    ["it shuts down", smtp(421, "CONN"), false, false],
    ["the sender is refused", smtp(553, "MAIL FROM"), false, false],
    ["it wants nothing from us at all", smtp(554, "CONN"), false, false],
    ["an error of our own", new Error("homeserver away"), false, false],
    ["no error", "strange", false, false],
    ["codes of another kind", Object.assign(new Error(), { responseCode: "550" }), false, false],
  ])("%s", (_story, error, ofThisMail, refused) => {
    expect(mailTroubleOf(error)).toMatchObject({ ofThisMail, refused });
  });

  it.each([
    ["a line that was lost on the way", Object.assign(new Error(), { syscall: "read" }), true],
    ["no line at all", Object.assign(new Error(), { syscall: "connect" }), false],
    ["an answer", smtp(451, "DATA"), false],
  ])("%s: the mail may have arrived: %s", (_story, error, arrived) => {
    expect(mailTroubleOf(error).arrived).toBe(arrived);
  });
});
