import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { all, ear, inPieces } from "../testing/pieces.ts";
import type { ChatFile } from "./compliance.ts";
import { chatTable } from "./csv-table.ts";
import { readChatTables } from "./tables.ts";

const sample = (name: string): ChatFile => ({
  name,
  open: () =>
    inPieces(readFileSync(new URL(`../../samples/persistentchat/${name}`, import.meta.url)), 50),
});
const file = (name: string, content: string): ChatFile => ({ name, open: () => inPieces(content) });
const spill = { put: () => Promise.reject(new Error("nothing has to be put aside")) };

describe("tables of the chat as CSV", () => {
  test("from the bytes of the samples to messages in order", async () => {
    const { tell, codes } = ear();
    const found = await readChatTables(
      {
        nodes: chatTable("nodes", sample("tblNode.csv"), tell),
        principals: chatTable("principals", sample("tblPrincipal.csv"), tell),
        messages: chatTable(
          "messages",
          file(
            "tblChat.csv",
            'channelId;chatId;chatDate;userId;isAlert;content\r\n300;1;636848640123450000;10;0;"[STORY]Titel\r\nText; weiter"\r\n300;2;636848640900010000;11;0;Grüße\r\n',
          ),
          tell,
        ),
        roles: chatTable("roles", sample("tblPrincipalRole.csv"), tell),
        roleTypes: chatTable(
          "roleTypes",
          file("tblRoleType.csv", "rtypeID,rtypeDesc\n1,Manager\n2,Member\n"),
          tell,
        ),
      },
      tell,
      { spill },
    );
    expect((await all(found.messages())).map(({ title, text }) => [title, text])).toEqual([
      ["Titel", "Text; weiter"],
      [undefined, "Grüße"],
    ]);
    expect(found.channels[0]).toMatchObject({ managers: ["anna.schmidt@land.example"] });
    expect(codes()).toContain("chat-read");
  });

  test("a column that is missing refuses the table, and is told once however often it is read", async () => {
    const { tell, findings } = ear();
    const table = chatTable("messages", file("tblChat.csv", "channelId,chatId\n300,1\n"), tell);
    expect(await all(table.rows())).toEqual([]);
    expect(await all(table.rows())).toEqual([]);
    expect(findings.filter(({ severity }) => severity === "stop")).toHaveLength(1);
  });
});
