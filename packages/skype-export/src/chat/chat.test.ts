import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { array, assert, asyncProperty, integer } from "fast-check";
import { describe, expect, test } from "vitest";
import { all, ear, inPieces } from "../testing/pieces.ts";
import { readCompliance } from "./compliance.ts";
import { chatContent } from "./content.ts";
import type { ChatExport } from "./export.ts";
import { RetentionCounter } from "./retention.ts";
import type { Spill } from "./spill.ts";
import type { ExportedMessage } from "../records.ts";
import { readChatTables, type Table } from "./tables.ts";

const sample = (name: string): Uint8Array =>
  readFileSync(new URL(`../../samples/persistentchat/${name}`, import.meta.url));

class MemorySpill implements Spill {
  count = 0;

  async put(lines: Iterable<string>): Promise<() => AsyncIterable<string>> {
    const kept = [...lines];
    this.count += 1;
    return async function* back() {
      yield* kept;
    };
  }
}

function table(name: string, csv: string | Uint8Array): Table {
  const records = parse(Buffer.from(csv), {
    bom: true,
    columns: true,
    info: true,
  }) as unknown as { record: Record<string, string>; info: { lines: number } }[];
  return {
    name,
    rows: async function* rows() {
      for (const { record, info } of records) {
        const cell = (key: string): string => record[key] ?? "";
        yield { line: info.lines, cell, rawCell: cell };
      }
    },
  };
}

const compliance = async (content: string | Uint8Array, limits?: { messages: number }) => {
  const heard = ear();
  const atOnce: ExportedMessage[] = [];
  const spill = new MemorySpill();
  const found = await readCompliance(
    [{ name: "c.xml", open: () => inPieces(content, 999) }],
    heard.tell,
    {
      spill,
      hear: (message) => atOnce.push(message),
      ...(limits === undefined ? {} : { limits: { characters: 1e9, ...limits } }),
      findFile: (name) => (name.endsWith(".pdf") ? { path: `files/${name}`, bytes: 7 } : undefined),
    },
  );
  return { ...found, ...heard, inOrder: found.heard, atOnce, spill };
};

const NODES = sample("tblNode.csv");
const PRINCIPALS = sample("tblPrincipal.csv");
const ROLE_TYPES = "rtypeID,rtypeDesc\n1,Manager: leads\n2,Member";

async function tables(messages: string | Uint8Array, further: { roleTypes?: string } = {}) {
  const heard = ear();
  const found: ChatExport = await readChatTables(
    {
      nodes: table("tblNode.csv", NODES),
      principals: table("tblPrincipal.csv", PRINCIPALS),
      messages: table("tblChat.csv", messages),
      roles: table("tblPrincipalRole.csv", sample("tblPrincipalRole.csv")),
      ...(further.roleTypes === undefined
        ? {}
        : { roleTypes: table("tblRoleType.csv", further.roleTypes) }),
    },
    heard.tell,
    { spill: new MemorySpill() },
  );
  return { ...found, ...heard };
}

const conversation = (uri: string, ...messages: string[]): string =>
  `<Conversation><Channel uri="${uri}" name="Raum"/><Messages>${messages.join("\n")}</Messages></Conversation>`;
const chat = (id: number, long: string, content: string, type = "CHAT"): string =>
  `<Message type="${type}" content="${content}" id="${id}"><Sender UserName="A" uri="a@b.c"/><DateTimeUTC long="${long}"/></Message>`;

describe("the compliance file", () => {
  test("rooms with who was there; messages oldest first, stories, files and HTML as text", async () => {
    const { channels, messages, findings } = await compliance(sample("compliance-output.xml"));
    expect(channels).toMatchObject([
      {
        id: "ma-chan://land.example/300",
        name: "Haushalt 2019",
        members: [
          "anna.schmidt@land.example",
          "juergen.mueller@land.example",
          "uwe.becker@land.example",
        ],
      },
      { id: "ma-chan://land.example/301", name: "Föderation Bund/Land" },
    ]);
    const said = await all(messages());
    expect(said.map(({ text, title }) => title ?? text)).toEqual([
      "Guten Morgen, der Entwurf liegt auf dem Laufwerk.",
      "Danke! <b>Bitte</b> bis 12:00 prüfen & zurückmelden.",
      "Protokoll",
      "0988239a-bb66-4616-90a4-b07771a2097c.pdf",
      "Sommerzeit-Probe",
      "Grüße aus Berlin",
      "Gleicher Zeitstempel A",
      "Gleicher Zeitstempel B",
    ]);
    expect(said[2]?.text).toBe("TOP 1: Haushalt\nTOP 2: Sonstiges");
    expect(said[3]?.file).toEqual({
      name: "0988239a-bb66-4616-90a4-b07771a2097c.pdf",
      path: "files/0988239a-bb66-4616-90a4-b07771a2097c.pdf",
      bytes: 7,
    });
    expect(new Date(said[4]?.sentAt ?? 0).toISOString()).toBe("2019-03-31T01:00:00.000Z");
    expect(findings.map(({ code, facts }) => [code, facts.type ?? facts.messages])).toEqual([
      ["chat-type", "BACKCHAT"],
      ["chat-read", 8],
      ["chat-members-seen", undefined],
    ]);
  });

  test("files that overlap, and lines out of order: sorted, and everything once", async () => {
    const early = chat(1, "636848640123450000", "eins");
    const within = chat(2, "636848640123450001", "zwei");
    const late = chat(3, "636848640900010000", "drei");
    const content = `<Conversations>${conversation("u", late, within)}${conversation("u", early, within, late)}</Conversations>`;
    const { messages, spill } = await compliance(content, { messages: 2 });
    expect((await all(messages())).map(({ text }) => text)).toEqual(["eins", "zwei", "drei"]);
    expect(spill.count).toBe(2);
  });

  test("what is in order is not put aside", async () => {
    const lines = Array.from({ length: 50 }, (_, n) =>
      chat(n + 1, `6368486401234500${10 + n}`, `${n}`),
    );
    const { messages, spill, count } = await compliance(conversation("u", ...lines), {
      messages: 5,
    });
    expect(await all(messages())).toHaveLength(count);
    expect(spill.count).toBe(0);
  });

  const ofOneMoment = (...numbers: readonly number[]) =>
    compliance(conversation("u", ...numbers.map((n) => chat(n, "636848640123450000", `${n}`))));

  test.each([
    ["in order", [1, 2, 3]],
    ["in order, with repeated lines", [1, 1, 2, 2, 2, 3]],
  ])("%s: heard at once is exactly what a second reading gives", async (_, numbers) => {
    const found = await ofOneMoment(...numbers);
    expect(found.inOrder).toBe(true);
    expect(found.atOnce).toEqual(await all(found.messages()));
  });

  test("out of order: they have to be read again", async () => {
    expect((await ofOneMoment(1, 2, 1, 2)).inOrder).toBe(false);
  });

  test("sorting keeps everything, whatever order it comes in", async () => {
    await assert(
      asyncProperty(array(integer({ min: 0, max: 30 }), { maxLength: 40 }), async (times) => {
        const lines = times.map((time, n) =>
          chat(n + 1, String(636848640123450000n + BigInt(time)), `${n}`),
        );
        const { messages } = await compliance(conversation("u", ...lines), { messages: 4 });
        const expected = times
          .map((time, n) => ({ time, n }))
          .toSorted((one, other) => one.time - other.time || one.n - other.n);
        expect((await all(messages())).map(({ text }) => Number(text))).toEqual(
          expected.map(({ n }) => n),
        );
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ["before 1970", chat(1, "1000", "x"), "chat-time"],
    ["after 2100", chat(1, "662380416000000000", "x"), "chat-time"],
    [
      "no sender",
      `<Message type="CHAT" content="x" id="1"><DateTimeUTC long="636848640123450000"/></Message>`,
      "chat-sender",
    ],
    ["too long", chat(1, "636848640123450000", "x".repeat(17_000)), "chat-cut"],
    ["a type of the future", chat(1, "636848640123450000", "x", "__proto__"), "chat-type"],
  ])("%s is told, the rest goes on", async (_, message, code) => {
    const good = chat(9, "636848640900010000", "gut");
    const { messages, codes } = await compliance(conversation("u", message, good));
    expect(codes()).toContain(code);
    expect((await all(messages())).at(-1)?.text).toBe("gut");
  });

  test("a cut file, and one with a document type", async () => {
    const content = `<Conversations>${conversation("u", chat(1, "636848640123450000", "da"))}<Conversation>`;
    const cut = await compliance(content);
    expect(await all(cut.messages())).toHaveLength(1);
    expect(cut.findings).toContainEqual(
      expect.objectContaining({
        code: "xml-truncated",
        facts: expect.objectContaining({ after: "Raum" }) as unknown,
      }),
    );
    expect((await compliance(`<!DOCTYPE a [<!ENTITY x "y">]>${content}`)).codes()).toContain(
      "xml-doctype",
    );
  });
});

describe("the tables", () => {
  test("rooms with category, members, and who leads them where tblRoleType says so", async () => {
    const { channels, codes } = await tables(sample("tblChat.csv"), { roleTypes: ROLE_TYPES });
    expect(channels).toMatchObject([
      {
        id: "300",
        name: "Haushalt 2019",
        description: "Abstimmung Haushalt",
        category: "Finanzverwaltung",
        visibility: "secret",
        auditorium: false,
        disabled: false,
        managers: ["anna.schmidt@land.example"],
        members: ["juergen.mueller@land.example"],
      },
      { id: "301", visibility: "closed", auditorium: true },
      { id: "302", visibility: "open", disabled: true, members: [] },
    ]);
    expect(codes()).toEqual(["chat-read"]);
  });

  test("without tblRoleType nobody is taken for a manager", async () => {
    const { channels, codes } = await tables(sample("tblChat.csv"));
    expect(channels[0]?.managers).toEqual([]);
    expect(channels[0]?.members).toEqual([
      "anna.schmidt@land.example",
      "juergen.mueller@land.example",
    ]);
    expect(codes()).toContain("chat-role-types");
  });

  test("messages oldest first, although the last line of the file is an early one", async () => {
    const { messages } = await tables(sample("tblChat.csv"));
    const said = (await all(messages())).filter(({ channelId }) => channelId === "300");
    expect(said.map(({ text, title, alert }) => [title ?? text, alert])).toEqual([
      ["Guten Morgen, der Entwurf liegt auf dem Laufwerk.", false],
      ["Danke! <b>Bitte</b> bis 12:00 prüfen & zurückmelden.", false],
      ["Protokoll", true],
      ["Entwurf.pdf", false],
      ["Sommerzeit-Probe", false],
    ]);
    expect(said[3]?.file).toEqual({ name: "Entwurf.pdf" });
  });

  test("the same line has the same id in both forms, so nothing is written twice", async () => {
    const fromTables = await all((await tables(sample("tblChat.csv"))).messages());
    const fromXml = await all((await compliance(sample("compliance-output.xml"))).messages());
    expect(fromTables.find(({ text }) => text === "Sommerzeit-Probe")?.id).toBe(
      fromXml.find(({ text }) => text === "Sommerzeit-Probe")?.id,
    );
  });

  test("rooms, people and times that are not there", async () => {
    const { messages, codes } = await tables(
      "channelId,chatId,chatDate,userId,isAlert,content\n999,1,636848640123450000,10,0,a\n300,2,636848640123450000,77,0,b\n300,3,04.02.2019,10,0,c\n300,4,636848640123450000,10,0,d\n",
    );
    expect(codes()).toEqual(expect.arrayContaining(["chat-channel", "chat-sender", "chat-time"]));
    expect((await all(messages())).map(({ text }) => text)).toEqual(["d"]);
  });
});

describe("what a line says", () => {
  test.each([
    ["HTML stays text", "<script>x</script>", { text: "<script>x</script>" }],
    ["bidi controls go", "a\u202Eb", { text: "ab" }],
    ["a story without text", "[STORY]Titel", { title: "Titel", text: "" }],
    [
      "a file between words",
      `Siehe <a href="ma-filelink:ma-chan://b.c/1/../../x.pdf">A&amp;B.pdf</a>!`,
      { text: "Siehe A&B.pdf!", file: { name: "A&B.pdf" } },
    ],
    [
      "another link is text",
      `<a href="javascript:x">y</a>`,
      { text: `<a href="javascript:x">y</a>` },
    ],
  ])("%s", (_, written, expected) => {
    expect(chatContent(written)).toEqual({ cut: 0, ...expected });
  });
});

test("what a retention of a year would take", async () => {
  const { messages } = await compliance(sample("compliance-output.xml"));
  const counter = new RetentionCounter(1000, Date.parse("2021-12-01T00:00:00Z"));
  for await (const message of messages()) counter.add(message);
  expect(counter.losses()).toEqual([
    {
      channelId: "ma-chan://land.example/300",
      lost: 4,
      kept: 1,
      oldest: Date.parse("2019-02-04T08:00:12.345Z"),
      newest: Date.parse("2019-02-04T08:06:10.000Z"),
    },
  ]);
});
