import { assert, constantFrom, oneof, property, string, stringMatching, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { focusOfMeeting, meetingOfFocus, meetingOfUrl, urlOfMeeting } from "./links.ts";

const ANNA = { domain: "land.example", user: "anna.schmidt", id: "7QX2KD4M" };

describe("addresses of meetings", () => {
  test.each([
    "https://meet.land.example/anna.schmidt/7QX2KD4M",
    "https://MEET.land.example/Anna.Schmidt/7qx2kd4m/",
    "http://meet.land.example/anna.schmidt/7QX2KD4M?sl=1#x",
    "https://meet.land.example/anna%2Eschmidt/7QX2KD4M",
    "https://lync.anderswo.example/land.example/meet/anna.schmidt/7QX2KD4M",
    "https://meet.anderswo.example/land.example/anna.schmidt/7QX2KD4M",
  ])("%s", (url) => expect(meetingOfUrl(url)).toEqual(ANNA));

  test.each([
    "sip:anna.schmidt@land.example;gruu;opaque=app:conf:focus:id:7QX2KD4M",
    "conf:sip:anna.schmidt@land.example;gruu;opaque=app:conf:focus:id:7QX2KD4M?conversation-id=abc",
    "SIP:Anna.Schmidt@Land.Example;gruu;opaque=app:conf:focus:id:7qx2kd4m",
  ])("%s", (uri) => expect(meetingOfFocus(uri)).toEqual(ANNA));

  test.each([
    ["a script", "javascript:alert(1)//meet.land.example/anna/7QX2KD4M"],
    ["a password in front", "https://meet.land.example@evil.example/anna/7QX2KD4M"],
    ["a user in front", "https://evil@meet.land.example/anna/7QX2KD4M"],
    ["a port", "https://meet.land.example:8443/anna/7QX2KD4M"],
    ["another host", "https://evil.example/anna/7QX2KD4M"],
    ["a host alone", "https://meet./anna/7QX2KD4M"],
    ["an address", "https://meet.127.0.0.1/a@b/7QX2KD4M"],
    ["a way out", "https://meet.land.example/%2e%2e/7QX2KD4M"],
    ["a way out, encoded twice", "https://meet.land.example/..%2f..%2f/<script>"],
    ["a line end", "https://meet.land.example/anna%0d%0aX/7QX2KD4M"],
    ["bidi controls", "https://meet.land.example/anna%E2%80%AE/7QX2KD4M"],
    ["no UTF-8", "https://meet.land.example/%ff/7QX2KD4M"],
    ["a parameter", "https://meet.land.example/anna%3Bgruu/7QX2KD4M"],
    ["an id with a mark", "https://meet.land.example/anna/7QX2%22KD4M"],
    ["too long", `https://meet.land.example/anna/${"A".repeat(3000)}`],
    ["Teams", "https://teams.microsoft.com/l/meetup-join/19%3ameeting/0"],
    ["nothing", ""],
  ])("%s is none", (_, url) => expect(meetingOfUrl(url)).toBeUndefined());

  const links = tuple(
    stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~äöüß.-]{1,20}$/),
    stringMatching(/^[a-z][a-z0-9]{0,10}(\.[a-z][a-z0-9]{1,8}){1,3}$/),
    stringMatching(/^[A-Z0-9]{4,12}$/),
  ).map(([user, domain, id]) => ({ user: user.normalize("NFC"), domain, id }));

  test("both ways: nothing is lost between the two forms", () => {
    assert(
      property(links, (link) => {
        if (/^\.{1,2}$/.test(link.user)) return;
        expect(meetingOfUrl(urlOfMeeting(link))).toEqual(link);
        expect(meetingOfFocus(focusOfMeeting(link))).toEqual(link);
      }),
    );
  });

  test("whatever is read can be written and read again", () => {
    const part = oneof(string(), constantFrom("meet", "a.b", "..", "%2e", "@", ";", "ABCD"));
    assert(
      property(part, part, part, (one, two, three) => {
        for (const url of [
          `https://meet.${one}/${two}/${three}`,
          `https://x/${one}/meet/${two}/${three}`,
        ]) {
          const read = meetingOfUrl(url);
          expect(read && meetingOfUrl(urlOfMeeting(read))).toEqual(read);
        }
      }),
    );
  });
});
