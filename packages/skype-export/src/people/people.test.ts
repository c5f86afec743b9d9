import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Finding, Tell } from "../findings/finding.ts";
import type { ExportedPerson } from "../records.ts";
import { sipAddress } from "../text/clean.ts";
import { domainOf, sipOfProxyAddresses } from "./address.ts";
import { commonName, severalNames, unitsOf } from "./distinguished-name.ts";
import { mergePeople } from "./merge.ts";
import { readCsUsers, readDirectoryUsers } from "./read-people.ts";
import { readConferenceDirectories, readMeetingRooms } from "./read-rooms.ts";

const sample = (name: string) =>
  readFileSync(new URL(`../../samples/${name}`, import.meta.url), "utf8");

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

function ear(): {
  readonly tell: Tell;
  readonly told: () => string[];
  readonly findings: Finding[];
} {
  const findings: Finding[] = [];
  const told = () => findings.map(({ code, place }) => `${code} ${place?.file} ${place?.line}`);
  return { tell: (finding) => void findings.push(finding), told, findings };
}

async function merged(users: string, directory: string) {
  const { tell, told } = ear();
  const people = await all(
    mergePeople(
      readCsUsers(once(users), "CsUser.csv", tell),
      readDirectoryUsers(once(directory), "AdUsers.csv", tell),
      tell,
    ),
  );
  return { people, told: told().filter((one) => !one.startsWith("csv-columns-poorer")) };
}

describe("An address is taken as SIP means it", () => {
  test.each([
    ["sip:Anna.Schmidt@Land.Example", "anna.schmidt@land.example"],
    ["SIP:anna@land.example", "anna@land.example"],
    ["anna@land.example", "anna@land.example"],
    ["sips:anna@land.example;transport=tls", "anna@land.example"],
    ["sip:anna@land.example;gruu;opaque=app:conf", "anna@land.example"],
    ["sip:leitung+stab@land.example", "leitung+stab@land.example"],
    ["sip:test/alt@land.example", "test/alt@land.example"],
    ["sip:o'brien_(x)!$&*=~%41#1@land.example", "o'brien_(x)!$&*=~%41#1@land.example"],
    ["sip:ju\u0308rgen@land.example", "jürgen@land.example"],
    ["sip:anna@bund@land.example", undefined],
    ["sip:__proto__@land.example", "__proto__@land.example"],
    ["sip:anna", undefined],
    ["sip:@land.example", undefined],
    ["sip:anna@", undefined],
    ["sip:an na@land.example", undefined],
    ["sip:an\u202Ena@land.example", undefined],
    [`sip:${"a".repeat(400)}@land.example`, undefined],
  ])("%s is %s", (written, address) => {
    expect(sipAddress(written)).toBe(address);
  });

  test("Its domain is what stands after the @", () => {
    expect(domainOf("anna@land.example")).toBe("land.example");
  });

  test("Proxy addresses give those of SIP", () => {
    const cell =
      "SMTP:a@x.example;smtp:b@x.example;SIP:C@x.example;sip:c@x.example;sip:d@x.example";
    expect(sipOfProxyAddresses(cell)).toEqual(["c@x.example", "d@x.example"]);
    expect(sipOfProxyAddresses("SMTP:a@x.example sip:c@x.example")).toEqual(["c@x.example"]);
  });
});

test("Distinguished names are taken apart with their escapes", () => {
  const name = "CN=Schmidt\\, Anna,OU=Referat IV\\, 3,OU=Benutzer,DC=land,DC=example";
  expect(commonName(name)).toBe("Schmidt, Anna");
  expect(unitsOf(name)).toEqual(["Referat IV, 3", "Benutzer"]);
  expect(commonName("CN=M\\C3\\BCller")).toBe("Müller");
  expect(severalNames("CN=A\\;B,DC=x;CN=C,DC=x; ")).toEqual(["CN=A\\;B,DC=x", "CN=C,DC=x"]);
  expect(unitsOf("nothing")).toEqual([]);
});

describe("The samples", () => {
  test("give twelve people, with what both files know of them", async () => {
    const { people, told } = await merged(sample("CsUser.csv"), sample("AdUsers.csv"));
    expect(people).toHaveLength(12);
    expect(people[1]).toMatchObject({
      sipAddress: "juergen.mueller@land.example",
      displayName: "Müller, Jürgen (Finanzen)",
      samAccountName: "h1000002",
      department: "Finanzen",
      memberOf: ["CN=GG-Finanzen,OU=Gruppen,DC=ad,DC=land,DC=example"],
      enabled: true,
      accountDisabled: false,
      place: { file: "CsUser.csv", line: 3 },
    });
    expect(people[4]?.writtenAddress).toBe("sip:P.Vogel@polizei.land.example");
    expect(people.find(({ samAccountName }) => samAccountName === "h1000008")).toMatchObject({
      enabled: false,
      accountDisabled: true,
    });
    expect(people.at(-1)).toMatchObject({ sipAddress: "", displayName: "Hoffmann, Ines (Justiz)" });
    expect(told).toEqual([]);
  });

  test("of Windows PowerShell without switches are refused with the line that writes them rightly", async () => {
    const { tell, findings } = ear();
    await all(readCsUsers(once(sample("CsUser.ps51-default.csv")), "CsUser.csv", tell));
    expect(findings).toMatchObject([
      { code: "letters-lost", severity: "stop", place: { line: 4 } },
    ]);
    expect(findings[0]?.facts).toMatchObject({ example: "M?ller, J?rgen (Finanzen)" });
    expect(findings[0]?.facts["command"]).toContain(
      '-Encoding UTF8 -NoTypeInformation -Delimiter ","',
    );
  });

  test("have a meeting room and two conference directories", async () => {
    const { tell, told } = ear();
    const rooms = await all(
      readMeetingRooms(once(sample("CsMeetingRoom.csv")), "CsMeetingRoom.csv", tell),
    );
    expect(rooms).toMatchObject([{ sipAddress: "raum-2-14@land.example", meetingRoom: true }]);
    const file = "CsConferenceDirectory.csv";
    expect(await all(readConferenceDirectories(once(sample(file)), file, tell))).toEqual([
      { id: 1, pool: "sfbpool01.land.example" },
      { id: 2, pool: "sfbpool02.polizei.land.example" },
    ]);
    expect(told()).toEqual([]);
  });
});

const USERS = (...lines: string[]) =>
  `SipAddress,Enabled,DisplayName,SamAccountName,UserPrincipalName,Guid,Identity,WindowsEmailAddress\n${lines.join("\n")}\n`;
const DIRECTORY = (...lines: string[]) =>
  `displayName,msRTCSIP-PrimaryUserAddress,msRTCSIP-UserEnabled,proxyAddresses,objectGUID,userAccountControl,department\n${lines.join("\n")}\n`;
const shown = ({ sipAddress, department }: ExportedPerson) => `${sipAddress} ${department ?? "-"}`;

describe("Where the files disagree it is told", () => {
  test.each([
    [
      "the address is missing but stands in the proxy addresses",
      "",
      "Anna,,TRUE,SMTP:m@x.de;sip:A@x.de,g1,512,Fin",
      "a@x.de Fin",
      [],
    ],
    [
      "another name",
      "sip:a@x.de",
      "Anne,sip:a@x.de,TRUE,,g1,512,Fin",
      "a@x.de Fin",
      ["person-disagree CsUser.csv 2"],
    ],
    [
      "another address of the same GUID",
      "sip:a@x.de",
      "Anna,sip:b@x.de,TRUE,,{G1},512,Fin",
      "a@x.de Fin",
      ["person-disagree CsUser.csv 2"],
    ],
    [
      "the account is disabled",
      "sip:a@x.de",
      "Anna,sip:a@x.de,TRUE,,g1,514,Fin",
      "a@x.de Fin",
      ["person-disabled-in-directory CsUser.csv 2"],
    ],
    [
      "a second SIP address",
      "sip:a@x.de",
      "Anna,sip:a@x.de,TRUE,sip:old@x.de,g1,512,Fin",
      "a@x.de Fin",
      ["person-more-addresses AdUsers.csv 2"],
    ],
    [
      "the same address belongs to another GUID",
      "sip:a@x.de",
      "Anna,sip:a@x.de,FALSE,,g2,512,Fin",
      "a@x.de -",
      ["person-not-in-directory CsUser.csv 2"],
    ],
  ])("%s", async (_, address, line, person, told) => {
    const result = await merged(USERS(`${address},True,Anna,,,g1,,`), DIRECTORY(line));
    expect(result.people.map(shown)).toEqual([person]);
    expect(result.told).toEqual(told);
  });

  test("Who stands in Active Directory alone is taken from there, if they use Skype", async () => {
    const { people, told } = await merged(
      USERS("sip:a@x.de,True,Anna,,,,,"),
      DIRECTORY(
        "Anna,sip:a@x.de,TRUE,,,512,Fin",
        "Bert,sip:b@x.de,TRUE,,,512,Fin",
        "Carl,sip:c@x.de,FALSE,,,512,Fin",
      ),
    );
    expect(people.map(shown)).toEqual(["a@x.de Fin", "b@x.de Fin"]);
    expect(told).toEqual(["person-only-in-directory AdUsers.csv 3"]);
  });

  test("An address that stands twice in Active Directory, in whatever case, is joined to nobody", async () => {
    const { people, told } = await merged(
      USERS("sip:a@x.de,True,Anna,,,,,"),
      DIRECTORY("Anna,sip:a@x.de,FALSE,,,512,Fin", "Anna,sip:A@X.de,FALSE,,,512,Jus"),
    );
    expect(people.map(shown)).toEqual(["a@x.de -"]);
    expect(told).toEqual([
      "person-twice-in-directory AdUsers.csv 3",
      "person-not-in-directory CsUser.csv 2",
    ]);
  });

  test("Active Directory alone is enough", async () => {
    const { people, told } = await merged(USERS(), DIRECTORY("Anna,sip:a@x.de,TRUE,,,512,Fin"));
    expect(people.map(shown)).toEqual(["a@x.de Fin"]);
    expect(told).toEqual([]);
  });
});

test("Names cannot turn the text around them", async () => {
  const { people } = await merged(USERS("sip:a@x.de,True,An\u202Ena,,,,,"), DIRECTORY());
  expect(people[0]?.displayName).toBe("Anna");
});
