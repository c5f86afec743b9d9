import type { MigrationItemInput, MigrationKind } from "@plenum/model/migration";
import { describe, expect, test } from "vitest";
import { chatFiles, contactsFile, peopleFiles, type TestPerson } from "../testing/export-files.ts";
import { checked, moveOf } from "../testing/move.ts";

const RULES = `servers: { land.example: land.example, polizei.example: polizei.example }
signIn: { provider: oidc-keycloak, id: userPrincipalName }
departments:
  Finanzen: { space: Finanzen, room: Alle }
  Justiz: { space: Justiz, room: alle }
waves:
  - { name: Pilot, people: [anna@land.example], date: "2027-02-02" }
  - { name: Welle 2 (Süd), departments: [Finanzen] }
  - { name: Rest }
otherwise: Rest
`;
const PEOPLE: readonly TestPerson[] = [
  { user: "anna", name: "Schmidt, Anna", department: "Finanzen", line: "tel:+49611555;ext=7" },
  { user: "bernd", department: "Finanzen" },
  { user: "carla", department: "Justiz" },
  { user: "doris", department: "Justiz" },
  { user: "emil", domain: "polizei.example", department: "Justiz" },
];
const a = "anna@land.example";
const b = "bernd@land.example";
const c = "carla@land.example";
const d = "doris@land.example";

function of<Kind extends MigrationKind>(
  items: readonly MigrationItemInput[],
  kind: Kind,
): readonly Extract<MigrationItemInput, { kind: Kind }>[] {
  return items.filter(
    (item): item is Extract<MigrationItemInput, { kind: Kind }> => item.kind === kind,
  );
}

/** `Finanzen: @anna, @bernd!` with `!` for those who lead. */
function comers(items: readonly MigrationItemInput[]): readonly string[] {
  return of(items, "members").map(({ room, members = [], managers = [] }) => {
    const names = [...members, ...managers.map((one) => `${one}!`)];
    return `${room.kind} ${room.key}: ${names.map((one) => one.replace(":land.example", "")).join(", ")}`;
  });
}

/** A ledger without any history, and one that has all of it in open channels. */
const none = async () => ({ there: new Set<string>(), open: new Set<string>() });
const there = async (keys: readonly string[]) => ({ there: new Set(keys), open: new Set(keys) });

const channelKinds = (list: readonly MigrationItemInput[]) =>
  list.map(({ kind }) => kind).filter((kind) => /history|channel/.test(kind));

describe("Who comes with a wave", () => {
  test("their account and what their contact card says", async () => {
    const { items } = await moveOf(peopleFiles(PEOPLE), RULES);
    const pilot = checked(await items("pilot"));
    expect(of(pilot, "account")).toEqual([
      {
        kind: "account",
        userId: "@anna:land.example",
        displayName: "Schmidt, Anna",
        source: a,
        externalIds: [{ provider: "oidc-keycloak", id: "anna.0@ad.land.example" }],
      },
    ]);
    expect(of(pilot, "profile")).toEqual([
      {
        kind: "profile",
        userId: "@anna:land.example",
        organisation: "Finanzen",
        phone: "+49611555 (7)",
        mail: "anna.mail@land.example",
      },
    ]);
  });

  test("whoever belongs to another server is counted here and made there", async () => {
    const { items, heard, plan } = await moveOf(peopleFiles(PEOPLE), RULES);
    const rest = checked(await items("rest"));
    expect(of(rest, "account").map(({ userId }) => userId)).toEqual([
      "@carla:land.example",
      "@doris:land.example",
    ]);
    expect(heard.findings).toContainEqual({
      code: "items-other-server",
      severity: "note",
      facts: { count: 1, servers: "polizei.example" },
    });
    expect(plan.waves.map((wave) => [wave.name, wave.label, wave.day, wave.people])).toEqual([
      ["pilot", "Pilot", "2027-02-02", 1],
      ["welle-2-sued", "Welle 2 (Süd)", undefined, 1],
      ["rest", "Rest", undefined, 2],
    ]);
    const there = await moveOf(peopleFiles(PEOPLE), RULES, "polizei.example");
    const emil = await there.items("rest");
    expect(of(emil, "account").map(({ userId }) => userId)).toEqual(["@emil:polizei.example"]);
    // Most of the people in both are on the other server.
    expect(of(emil, "space")).toEqual([]);
  });
});

describe("Rooms that waves share", () => {
  test("are the same in every wave, and each brings its own people", async () => {
    const { items } = await moveOf(peopleFiles(PEOPLE), RULES);
    const [pilot, second, rest] = [
      checked(await items("pilot")),
      checked(await items("welle-2-sued")),
      checked(await items("rest")),
    ];
    const room = {
      kind: "group-room",
      key: "alle",
      name: "Alle",
      space: "finanzen",
      encrypted: true,
    };
    for (const wave of [pilot, second, rest]) expect(of(wave, "group-room")).toEqual([room]);
    expect(comers(pilot)).toEqual(["space finanzen: @anna", "group-room alle: @anna"]);
    expect(comers(second)).toEqual(["space finanzen: @bernd", "group-room alle: @bernd"]);
    expect(comers(rest)).toEqual([
      "space justiz: @carla, @doris, @emil:polizei.example",
      "group-room alle: @carla, @doris, @emil:polizei.example",
    ]);
    expect(of(rest, "space").map(({ key }) => key)).toEqual(["finanzen", "justiz"]);
  });

  test("a channel comes with the wave of most of its people, and with those who were there before", async () => {
    const chat = chatFiles([
      {
        id: "300",
        name: "Fachrunde",
        members: [a, c, d],
        managers: [b],
        lines: [
          [c, "eins"],
          ["weg@land.example", "zwei"],
        ],
      },
      { id: "301", name: "Aushang", visibility: "6", auditorium: true, members: [a, b] },
      { id: "302", name: "Alt", disabled: true, members: [a] },
      { id: "303", name: "Niemand", members: ["weg@land.example"] },
    ]);
    const { items, heard } = await moveOf({ ...peopleFiles(PEOPLE), ...chat }, RULES);
    const pilot = checked(await items("pilot", { historyThere: none }));
    expect(of(pilot, "channel")).toEqual([
      {
        kind: "channel",
        key: "301",
        name: "Aushang",
        openTo: "everybody",
        onlyManagersWrite: true,
      },
      { kind: "channel", key: "302", name: "Alt", openTo: "members", onlyManagersWrite: true },
    ]);
    expect(of(pilot, "history")).toEqual([]);
    const second = checked(await items("welle-2-sued", { historyThere: none }));
    expect(comers(second)).toContain("channel 301: @bernd");
    expect(comers(second).join()).not.toContain("300");
    const rest = checked(await items("rest", { historyThere: none }));
    expect(comers(rest)).toContain("channel 300: @anna, @carla, @doris, @bernd!");
    expect(of(rest, "history")).toEqual([
      {
        kind: "history",
        channel: "300",
        block: 0,
        messages: [
          {
            id: "1514764800000.0000-1",
            sentAt: Date.UTC(2018, 0, 1),
            sender: { name: c, userId: "@carla:land.example" },
            text: "eins",
          },
          {
            id: "1514764860000.0000-2",
            sentAt: Date.UTC(2018, 0, 1) + 60_000,
            sender: { name: "weg@land.example" },
            text: "zwei",
          },
        ],
      },
    ]);
    expect(of(rest, "channel-members")).toEqual([
      { kind: "channel-members", channel: "300", encrypted: true },
    ]);
    const told = new Map(heard.findings.map(({ code, facts }) => [code, facts]));
    expect(told.get("items-channels-left")).toEqual({ count: 1, examples: "Niemand" });
    expect(told.get("items-channels-disabled")).toEqual({ count: 1, examples: "Alt" });
    expect(told.get("items-channels-silent")).toEqual({ count: 1, examples: "Aushang" });
  });

  test("history that the ledger has is not sent again; where it has none, the next wave brings it", async () => {
    const chat = chatFiles([{ id: "300", name: "Runde", members: [a, b], lines: [[a, "eins"]] }]);
    const { items, heard } = await moveOf({ ...peopleFiles(PEOPLE), ...chat }, RULES);
    expect(channelKinds(await items("pilot", { historyThere: there }))).toEqual([
      "channel",
      "channel-members",
    ]);
    expect(heard.codes()).toContain("items-history-open");
    expect(channelKinds(await items("welle-2-sued", { historyThere: none }))).toContain("history");
    // Without a ledger to ask, it is the home's alone.
    expect(channelKinds(await items("pilot"))).toEqual(["channel", "history", "channel-members"]);
    expect(channelKinds(await items("welle-2-sued"))).toEqual([]);
    expect(comers(await items("welle-2-sued"))).toContain("channel 300: @bernd");
  });

  test("without a table of members, whoever wrote in a channel is one", async () => {
    const { "tblPrincipalRole.csv": _, ...chat } = chatFiles([
      { id: "300", name: "Runde", members: [a], lines: [[b, "eins"]] },
    ]);
    const { items, heard } = await moveOf({ ...peopleFiles(PEOPLE), ...chat }, RULES);
    expect(comers(checked(await items("welle-2-sued")))).toContain("channel 300: @bernd");
    expect(heard.codes()).toContain("chat-roles-none");
  });

  test("rules say encryption, retention and the space of all channels, into which their people come", async () => {
    const chat = chatFiles([{ id: "300", name: "Runde", members: [a] }]);
    const rules = `${RULES}rooms: { encrypted: false }\nchannels: { encrypted: false, retentionDays: 90, space: Chat }\n`;
    const { items } = await moveOf({ ...peopleFiles(PEOPLE), ...chat }, rules);
    const pilot = checked(await items("pilot"));
    expect(of(pilot, "group-room")[0]).toMatchObject({ encrypted: false });
    expect(of(pilot, "channel")[0]).toMatchObject({ space: "chat", retentionDays: 90 });
    expect(of(pilot, "channel-members")[0]).toMatchObject({ encrypted: false });
    expect(comers(pilot)).toContain("space chat: @anna");
  });
});

async function groupsOf(files: Readonly<Record<string, string>>) {
  const { items } = await moveOf({ ...peopleFiles(PEOPLE), ...files }, RULES);
  const lists = of(checked(await items("pilot")), "contacts");
  return lists.map((list) => list.groups?.map(({ name }) => name));
}

describe("Contacts", () => {
  test("keep groups and their order; whoever is not moved is left out and counted", async () => {
    const files = contactsFile([
      {
        owner: a,
        groups: {
          "0": "~",
          "1": "Referat",
          "2": "Angeheftete Kontakte",
          "3": "Verteiler",
          "10": "Leer",
        },
        distribution: ["3"],
        contacts: { [b]: "1 2", [c]: "0", [d]: "", [a]: "1", "weg@land.example": "10 3" },
        blocked: [d, "stoerer@extern.example"],
      },
    ]);
    const { items, heard } = await moveOf({ ...peopleFiles(PEOPLE), ...files }, RULES);
    expect(of(checked(await items("pilot")), "contacts")).toEqual([
      {
        kind: "contacts",
        userId: "@anna:land.example",
        exportedAt: 1_700_000_000_000,
        groups: [
          { name: "Referat", people: ["@bernd:land.example"] },
          { name: "Leer", people: [] },
        ],
        favourites: ["@bernd:land.example"],
        others: ["@carla:land.example", "@doris:land.example"],
        blocked: ["@doris:land.example"],
      },
    ]);
    const told = new Map(heard.findings.map(({ code, facts }) => [code, facts]));
    expect(told.get("items-contacts-left")).toEqual({ contacts: 1, lists: 1, blocked: 1 });
    expect(told.get("items-distribution-groups")).toEqual({
      groups: 1,
      lists: 1,
      examples: "Verteiler",
    });
    expect(of(await items("rest"), "contacts")).toEqual([]);
  });

  test("lists of one owner are one where they stand in one file, and the first where in several", async () => {
    const one = { owner: a, groups: { "1": "Referat" }, contacts: { [b]: "1" } };
    const two = { owner: a, groups: { "1": "Projekt" }, contacts: { [c]: "1" } };
    const apart = {
      "A.xml": contactsFile([one])["DocItemSet.xml"] ?? "",
      "B.xml": contactsFile([two])["DocItemSet.xml"] ?? "",
    };
    expect(await groupsOf(contactsFile([one, two]))).toEqual([["Referat", "Projekt"]]);
    expect(await groupsOf(apart)).toEqual([["Referat"]]);
  });
});

const event = (uid: string, id: string, people: readonly string[]): string =>
  [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    "SEQUENCE:3",
    "DTSTART:20270301T090000Z",
    "DTEND:20270301T100000Z",
    "SUMMARY:Jour fixe <b>",
    ...people.map((one) => `ATTENDEE;CN=x:mailto:${one}`),
    `X-MICROSOFT-ONLINEMEETINGEXTERNALLINK:https://meet.land.example/anna/${id}`,
    "END:VEVENT",
  ].join("\r\n");
const calendar = (...events: string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...events, "END:VCALENDAR", ""].join("\r\n");

describe("Meetings", () => {
  test("name accounts by their address in the calendar, everybody else by mail", async () => {
    const people = ["bernd.mail@land.example", c, "gast@firma.example", "nur=sip@@", a];
    const ics = calendar(event("u1", "AB12CD34", people));
    const { items } = await moveOf({ ...peopleFiles(PEOPLE), "anna.ics": ics }, RULES);
    const [meeting] = of(checked(await items("pilot")), "meeting");
    expect(meeting).toMatchObject({
      key: "AB12CD34 anna@land.example",
      joinUrl: "https://meet.land.example/anna/AB12CD34",
      organiser: "@anna:land.example",
      subject: "Jour fixe <b>",
      attendees: [
        { userId: "@bernd:land.example", address: "bernd.mail@land.example" },
        { userId: "@carla:land.example", address: c },
        { mail: "gast@firma.example" },
      ],
      calendar: { uid: "u1", sequence: 3 },
    });
    expect(meeting?.calendar?.ics).toContain("BEGIN:VEVENT");
    expect(of(await items("rest"), "meeting")).toEqual([]);
  });

  test("that share a link are told apart by their calendar entry", async () => {
    const ics = calendar(event("u1", "AB12CD34", []), event("u2", "AB12CD34", []));
    const { items } = await moveOf({ ...peopleFiles(PEOPLE), "anna.ics": ics }, RULES);
    expect(of(checked(await items("pilot")), "meeting").map(({ key }) => key)).toEqual([
      "AB12CD34 anna@land.example u1",
      "AB12CD34 anna@land.example u2",
    ]);
  });
});
