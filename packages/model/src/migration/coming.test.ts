import { describe, expect, it } from "vitest";
import { oldAddress, sipLink } from "./coming.ts";

describe("the address of somebody in the old system", () => {
  it.each([
    ["as it is", "Anna.Schmidt@land.example", "Anna.Schmidt@land.example"],
    ["without its scheme", "SIP:anna@land.example", "anna@land.example"],
    ["with an apostrophe", "j.o'neill@polizei.land.example", "j.o'neill@polizei.land.example"],
  ])("is taken %s", (_, source, address) => {
    expect(oldAddress(source)).toBe(address);
    expect(sipLink(source)).toBe(`sip:${address}`);
  });

  it.each([
    ["a number", "4711"],
    ["another scheme", "javascript:alert(1)@land.example"],
    ["a scheme behind the first one", "sip:sip:anna@land.example"],
    ["a header of SIP", "anna@land.example?body=x"],
    ["a parameter", "anna@land.example;gruu"],
    ["a port", "anna@land.example:5061"],
    ["markup", 'anna@land.example"><b>'],
    ["a second line", "anna@land.example\nx"],
    ["two addresses", "anna@land.example,bernd@land.example"],
    ["an escape", "anna%0d@land.example"],
    ["nothing", ""],
  ])("is none where it is %s", (_, source) => {
    expect(oldAddress(source)).toBeUndefined();
    expect(sipLink(source)).toBeUndefined();
  });
});
