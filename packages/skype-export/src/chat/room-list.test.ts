import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeFinding } from "../findings/describe.ts";
import type { Finding } from "../findings/finding.ts";
import type { ExportedChannel } from "../records.ts";
import type { ChatExport } from "./export.ts";
import { readRoomList, withRoomList } from "./room-list.ts";

const HEAD =
  '"Identity","Name","Description","Category","Privacy","Type","Disabled","Members","Managers"';
const ANNA = "anna.schmidt@land.example";
const JUERGEN = "juergen.mueller@land.example";

function read(...lines: readonly string[]) {
  return readBytes(new TextEncoder().encode(`\uFEFF${[HEAD, ...lines].join("\r\n")}\r\n`));
}

async function readBytes(bytes: Uint8Array) {
  const findings: Finding[] = [];
  const file = {
    name: "CsPersistentChatRoom.csv",
    async *open() {
      yield bytes;
    },
  };
  const rooms = await readRoomList(file, (finding) => findings.push(finding));
  return { rooms, findings };
}

function line(name: string, changes: Partial<Record<string, string>> = {}): string {
  const cells = {
    Identity: `pool\\${name}`,
    Name: name,
    Description: "",
    Category: "pool\\Finanzen",
    Privacy: "Closed",
    Type: "Normal",
    Disabled: "False",
    Members: `sip:${JUERGEN}`,
    Managers: `sip:${ANNA}`,
    ...changes,
  };
  return Object.values(cells)
    .map((cell) => `"${(cell ?? "").replaceAll('"', '""')}"`)
    .join(",");
}

function channel(
  id: string,
  name: string,
  changes: Partial<ExportedChannel> = {},
): ExportedChannel {
  return {
    kind: "channel",
    place: { file: "compliance.xml", line: 3 },
    id,
    name,
    disabled: false,
    visibility: "unknown",
    auditorium: false,
    members: [ANNA, "gone@land.example"],
    managers: [],
    ...changes,
  };
}

function history(...channels: readonly ExportedChannel[]): ChatExport {
  return { channels, count: 7, heard: false, messages: () => nothing };
}
const nothing: AsyncIterable<never> = (async function* none() {})();

describe("the list of persistent chat rooms", () => {
  it("is read from the sample", async () => {
    const path = new URL("../../samples/persistentchat/CsPersistentChatRoom.csv", import.meta.url);
    const { rooms, findings } = await readBytes(readFileSync(path));
    expect(rooms).toMatchObject([
      {
        name: "Haushalt 2019",
        description: "Abstimmung Haushalt",
        category: "Finanzverwaltung",
        visibility: "closed",
        members: [JUERGEN],
        managers: [ANNA],
      },
    ]);
    expect(findings).toEqual([]);
  });

  it("says who is in a room today, who leads it and who may find it", async () => {
    const { rooms, findings } = await read(
      line("Haushalt", { Privacy: "Secret", Members: `sip:${JUERGEN};SIP:${ANNA.toUpperCase()}` }),
      line("Ansage", { Type: "Auditorium", Disabled: "True", Privacy: "Open" }),
    );
    expect(rooms).toMatchObject([
      {
        name: "Haushalt",
        category: "Finanzen",
        visibility: "secret",
        auditorium: false,
        disabled: false,
        members: [JUERGEN, ANNA],
        managers: [ANNA],
        place: { line: 2 },
      },
      { name: "Ansage", visibility: "open", auditorium: true, disabled: true },
    ]);
    expect(findings).toEqual([]);
  });

  it.each([
    "System.Collections.ObjectModel.Collection`1[System.String]",
    "Microsoft.Rtc.Management.Chat.AllowedPrincipal[]",
  ])(
    "whose people were lost as %s is not believed, and the line that keeps them is told",
    async (lost) => {
      const { rooms, findings } = await read(line("Haushalt", { Members: lost }));
      expect(rooms).toEqual([]);
      const [finding] = findings;
      if (finding === undefined) throw new Error("nothing is told");
      for (const language of ["de", "en"] as const) {
        expect(describeFinding(finding, language)).toContain('$_.Members -join ";"');
      }
    },
  );

  it("counts groups and units, which are nobody's address", async () => {
    const { rooms, findings } = await read(
      line("Haushalt", { Members: `OU=Finanzen;sip:${ANNA};__proto__` }),
    );
    expect(rooms[0]?.members).toEqual([ANNA]);
    expect(findings).toMatchObject([{ code: "chat-role-groups", facts: { count: 2 } }]);
  });
});

describe("history and the list of rooms", () => {
  it("are put together by name; who was only seen in the history is no member any more", async () => {
    const { rooms } = await read(line("  HAUSHALT"));
    const found = withRoomList(history(channel("ma-chan://1", "Haushalt")), rooms, () => undefined);
    expect(found.channels).toMatchObject([
      { id: "ma-chan://1", name: "Haushalt", members: [JUERGEN], managers: [ANNA] },
    ]);
    expect(found.count).toBe(7);
  });

  it("of two rooms of one name the category decides, and otherwise nobody", async () => {
    const two = [
      channel("1", "Team", { category: "Finanzen" }),
      channel("2", "Team", { category: "Bau" }),
    ];
    const { rooms } = await read(line("Team", { Category: "pool\\Bau" }));
    const decided = withRoomList(history(...two), rooms, () => undefined);
    expect(decided.channels.map(({ managers }) => managers.length)).toEqual([0, 1]);

    const findings: Finding[] = [];
    const alike = [channel("1", "Team"), channel("2", "Team")];
    const unclear = withRoomList(history(...alike), rooms, (finding) => findings.push(finding));
    expect(unclear.channels).toEqual(alike);
    expect(findings).toMatchObject([{ code: "chat-room-unclear", place: { line: 2 } }]);
  });

  it("a room without any message is a room, with or without a history of others", async () => {
    const { rooms } = await read(line("Still"));
    expect(withRoomList(undefined, rooms, () => undefined)).toMatchObject({
      channels: [{ id: "pool\\Still", name: "Still" }],
      count: 0,
    });
    expect(
      withRoomList(history(channel("1", "Laut")), rooms, () => undefined).channels,
    ).toHaveLength(2);
  });
});
