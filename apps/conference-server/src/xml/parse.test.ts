import { describe, expect, it } from "vitest";
import { parseElement, STANZA_LIMITS, XmlError } from "./parse.ts";

function conditionOf(text: string): string {
  try {
    parseElement(text);
  } catch (error) {
    if (error instanceof XmlError) return error.condition;
    throw error;
  }
  return "accepted";
}

describe("one frame is one element", () => {
  it("is read with its namespace, attributes and text", () => {
    const message = parseElement(
      `<message to='lab@conference.meet' xmlns='jabber:client' type="groupchat"><body>a &lt; b &amp; c</body></message>`,
    );
    expect(message.getNS()).toBe("jabber:client");
    expect(message.attrs["to"]).toBe("lab@conference.meet");
    expect(message.getChildText("body")).toBe("a < b & c");
  });

  it("is escaped again on output, whatever was written in it", () => {
    const text = parseElement(`<body a="&lt;x/&gt;&quot;">&lt;script&gt;</body>`).toString();
    expect(text).toBe(`<body a="&lt;x/&gt;&quot;">&lt;script&gt;</body>`);
  });

  it.each([
    ["nothing", "", "not-well-formed"],
    ["text alone", "hello", "not-well-formed"],
    ["an open end", "<a><b></b>", "not-well-formed"],
    ["an unfinished tag", "<a", "not-well-formed"],
    ["an unfinished attribute", `<a b="c`, "not-well-formed"],
    ["tags that cross", "<a><b></a></b>", "not-well-formed"],
    ["an end without a beginning", "</a>", "not-well-formed"],
    ["two roots", "<a/><b/>", "not-well-formed"],
    ["text after the root", "<a/>x", "not-well-formed"],
    ["text before the root", "x<a/>", "not-well-formed"],
    ["a document type", `<!DOCTYPE a><a/>`, "restricted-xml"],
    [
      "the billion laughs",
      `<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]><a>&d;</a>`,
      "restricted-xml",
    ],
    ["a comment", "<a><!-- x --></a>", "restricted-xml"],
    ["a processing instruction", "<?xml version='1.0'?><a/>", "restricted-xml"],
    ["character data", "<a><![CDATA[x]]></a>", "restricted-xml"],
    ["an unknown entity", "<a>&nbsp;</a>", "not-well-formed"],
    ["a reference to a forbidden character", "<a>&#0;</a>", "not-well-formed"],
    ["a control character", "<a>\u0001</a>", "not-well-formed"],
    ["half a surrogate pair", "<a>\ud800</a>", "not-well-formed"],
    ["a prefixed element", "<x:a xmlns:x='y'/>", "restricted-xml"],
    ["a name that breaks out", "<a<b/>", "restricted-xml"],
    ["an attribute name that breaks out", `<a b"c="d"/>`, "restricted-xml"],
    ["too much nesting", "<a>".repeat(50) + "</a>".repeat(50), "policy-violation"],
    ["too many elements", `<a>${"<b/>".repeat(3_000)}</a>`, "policy-violation"],
    ["too much text", `<a>${"x".repeat(STANZA_LIMITS.maxLength)}</a>`, "policy-violation"],
    [
      "too many attributes",
      `<a ${Array.from({ length: 40 }, (_, index) => `b${index}="c"`).join(" ")}/>`,
      "policy-violation",
    ],
  ])("%s is refused", (_what, text, condition) => {
    expect(conditionOf(text)).toBe(condition);
  });

  it.each([
    ["emoji and umlauts", "<body>Grüße 👋</body>"],
    ["a language", `<a xml:lang="de"/>`],
    ["white space around", " <a/> "],
  ])("%s pass", (_what, text) => {
    expect(conditionOf(text)).toBe("accepted");
  });
});
