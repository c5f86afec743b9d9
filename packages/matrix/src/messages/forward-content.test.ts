import { describe, expect, it } from "vitest";
import { forwardContent } from "./forward-content.ts";

describe("a message that goes on into another room", () => {
  it("keeps what it says and leaves behind where it stood", () => {
    const content = {
      msgtype: "m.text",
      body: "> <@a:x> Frage\n\nAntwort",
      formatted_body: "<mx-reply>q</mx-reply><b>Antwort</b>",
      "m.mentions": { user_ids: ["@b:x"] },
      "m.relates_to": { "m.in_reply_to": { event_id: "$1" } },
    };
    expect(forwardContent(content)).toEqual({
      msgtype: "m.text",
      body: "Antwort",
      formatted_body: "<b>Antwort</b>",
      "m.mentions": {},
    });
  });
  it("goes in its newest wording", () => {
    const edit = { body: "* neu", "m.new_content": { msgtype: "m.text", body: "neu" } };
    expect(forwardContent({ msgtype: "m.text", body: "alt" }, edit)).toMatchObject({ body: "neu" });
  });
  it("takes its file along with the key to it", () => {
    const file = { url: "mxc://x/y", key: { k: "…" } };
    expect(forwardContent({ msgtype: "m.file", body: "a.pdf", file })).toMatchObject({ file });
  });
  it.each([[undefined], ["text"], [null], [[]]])("is nothing where it was %j", (content) => {
    expect(forwardContent(content)).toEqual({ "m.mentions": {} });
  });
});
