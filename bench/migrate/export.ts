import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { pick, repeatableRandom } from "../seed/random.ts";
import { FIRST_NAMES, LAST_NAMES, SENTENCES } from "../seed/wording.ts";

/** How large an export is to be. */
export interface ExportSize {
  readonly people: number;
  /** Of each person. */
  readonly contacts: number;
  /** Messages in persistent chat rooms, all together. */
  readonly chatLines: number;
  readonly chatRooms: number;
}

const DOMAINS = ["land.example", "polizei.land.example", "schule.land.example"] as const;
const DEPARTMENTS = [
  "Finanzen",
  "Innenministerium",
  "Justiz",
  "Umwelt",
  "Verkehr",
  "Kultur",
] as const;
const GROUPS = ["~", "Referat", "Projekt Haushalt", "Gesamtes Referat"] as const;
/** 1 January 2018, in the 100 ns since the year 1 that Persistent Chat counts in. */
const BEGINNING = 636_503_616_000_000_000n;
const TICKS_A_SECOND = 10_000_000n;

interface Person {
  readonly index: number;
  readonly first: string;
  readonly last: string;
  readonly domain: string;
  readonly address: string;
  readonly department: string;
  readonly account: string;
  readonly guid: string;
}

/**
 * Writes a folder as Skype for Business exports it, with invented people: `CsUser.csv`,
 * `AdUsers.csv`, `DocItemSet.xml` and the tables of Persistent Chat. The same size gives the same
 * bytes.
 * @param folder is made if it is not there
 */
export async function writeExport(folder: string, size: ExportSize): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeUsers(join(folder, "CsUser.csv"), size);
  await writeDirectory(join(folder, "AdUsers.csv"), size);
  await writeContacts(join(folder, "DocItemSet.xml"), size);
  if (size.chatLines > 0) await writeChat(folder, size);
}

/** Writes lines at the pace of the disk. */
async function writeLines(file: string, lines: Iterable<string>): Promise<void> {
  const out = createWriteStream(file);
  let waiting = "";
  for (const line of lines) {
    waiting += line;
    if (waiting.length < 65_536) continue;
    if (!out.write(waiting)) await once(out, "drain");
    waiting = "";
  }
  out.end(waiting);
  await finished(out);
}

function personOf(index: number): Person {
  const random = repeatableRandom(index + 1);
  const first = pick(FIRST_NAMES, random());
  const last = pick(LAST_NAMES, random());
  const domain = pick(DOMAINS, random());
  const local = `${plain(first)}.${plain(last)}.${index}`;
  return {
    index,
    first,
    last,
    domain,
    address: `${local}@${domain}`,
    department: pick(DEPARTMENTS, random()),
    account: `h${1_000_000 + index}`,
    guid: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  };
}

function* everybody({ people }: ExportSize): Generator<Person> {
  for (let index = 0; index < people; index += 1) yield personOf(index);
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss");
}

function row(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\r\n`;
}

function* users(size: ExportSize): Generator<string> {
  yield `\uFEFF${row(["Identity", "RegistrarPool", "Enabled", "SipAddress", "LineURI", "DisplayName", "SamAccountName", "FirstName", "LastName", "UserPrincipalName", "WindowsEmailAddress", "Guid", "WhenCreated"])}`;
  for (const it of everybody(size)) {
    yield row([
      distinguishedName(it),
      "sfbpool01.land.example",
      "True",
      `sip:${it.address}`,
      it.index % 3 === 0 ? `tel:+49611555${it.index}` : "",
      `${it.last}, ${it.first} (${it.department})`,
      it.account,
      it.first,
      it.last,
      `${it.account}@ad.land.example`,
      it.address,
      it.guid,
      "14.03.2017 09:12:44",
    ]);
  }
}

function* directory(size: ExportSize): Generator<string> {
  yield `\uFEFF${row(["distinguishedName", "sAMAccountName", "userPrincipalName", "mail", "displayName", "department", "objectGUID", "userAccountControl", "proxyAddresses", "msRTCSIP-PrimaryUserAddress", "msRTCSIP-UserEnabled", "memberOf"])}`;
  for (const it of everybody(size)) {
    yield row([
      distinguishedName(it),
      it.account,
      `${it.account}@ad.land.example`,
      it.address,
      `${it.last}, ${it.first} (${it.department})`,
      it.department,
      it.guid,
      "512",
      `SMTP:${it.address};sip:${it.address}`,
      `sip:${it.address}`,
      "TRUE",
      `CN=GG-${it.department},OU=Gruppen,DC=ad,DC=land,DC=example`,
    ]);
  }
}

function distinguishedName({ last, first, department }: Person): string {
  return `CN=${last}\\, ${first},OU=${department},OU=Benutzer,DC=ad,DC=land,DC=example`;
}

const writeUsers = (file: string, size: ExportSize): Promise<void> => writeLines(file, users(size));

const writeDirectory = (file: string, size: ExportSize): Promise<void> =>
  writeLines(file, directory(size));

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function* contacts(size: ExportSize): Generator<string> {
  const groups = GROUPS.map(
    (name, number) =>
      `<ContactGroup Number="${number}" DisplayName="${base64(name)}" ExternalUri="" />`,
  ).join("");
  yield '<?xml version="1.0" encoding="utf-8"?>\r\n<DocItemSet>\r\n';
  for (const it of everybody(size)) {
    const random = repeatableRandom(it.index + 7);
    yield `  <DocItem Name="urn:lcd:${it.address}"><Data><HomedResource><ContactGroups>${groups}</ContactGroups><Contacts>`;
    for (let index = 0; index < size.contacts; index += 1) {
      const other = personOf(Math.floor(random() * size.people));
      const group = Math.floor(random() * GROUPS.length);
      yield `<Contact Buddy="${other.address}" DisplayName="${base64(`${other.last}, ${other.first}`)}" Groups="${group}" SubscribePresence="1" />`;
    }
    yield `</Contacts><Containers><Container ContainerNumber="32000"><UserMember Member="stoerer@extern.example" /></Container></Containers></HomedResource></Data></DocItem>\r\n`;
  }
  yield "</DocItemSet>\r\n";
}

const writeContacts = (file: string, size: ExportSize): Promise<void> =>
  writeLines(file, contacts(size));

async function writeChat(folder: string, size: ExportSize): Promise<void> {
  await writeLines(join(folder, "tblNode.csv"), nodes(size));
  await writeLines(join(folder, "tblPrincipal.csv"), principals(size));
  await writeLines(join(folder, "tblPrincipalRole.csv"), roles(size));
  await writeLines(join(folder, "tblRoleType.csv"), [
    row(["rtypeID", "rtypeDesc"]),
    row(["1", "Manager"]),
    row(["2", "Member"]),
  ]);
  await writeLines(join(folder, "tblChat.csv"), chat(size));
}

/** Everybody is in one room; whoever is first in it leads it. */
function* roles({ people, chatRooms }: ExportSize): Generator<string> {
  yield row(["prinRoleNodeID", "prinRolePrinID", "prinRoleRoleID"]);
  for (let person = 0; person < people; person += 1) {
    const role = person < chatRooms ? "1" : "2";
    yield row([String(300 + (person % chatRooms)), String(10 + person), role]);
  }
}

function* nodes({ chatRooms }: ExportSize): Generator<string> {
  yield `\uFEFF${row(["nodeID", "nodeGuid", "parentID", "nodeType", "nodeName", "nodeDesc", "invite", "logged", "filePost", "disabled", "behavior", "visibility"])}`;
  yield row(["1", "", "1", "1", "Root", "", "", "1", "1", "0", "4", "0"]);
  yield row(["20", "", "1", "1", "Verwaltung", "", "", "1", "1", "0", "4", "0"]);
  for (let room = 0; room < chatRooms; room += 1) {
    yield row([
      String(300 + room),
      "",
      "20",
      "0",
      `Fachrunde ${room}`,
      "",
      "",
      "",
      "",
      "0",
      "4",
      "2",
    ]);
  }
}

function* principals(size: ExportSize): Generator<string> {
  yield `\uFEFF${row(["prinID", "prinGuid", "prinUri", "prinName", "prinDisplayName", "prinCompanyName", "prinEmail", "prinADPath", "prinADUserPrincipalName", "prinDisabled", "prinTypeID"])}`;
  for (const it of everybody(size)) {
    const name = `${it.last}, ${it.first}`;
    yield row([
      String(10 + it.index),
      it.guid,
      `sip:${it.address}`,
      name,
      name,
      "",
      it.address,
      "",
      "",
      "0",
      "5",
    ]);
  }
}

/** As a table is read out: in the order of its key, so room by room, oldest first. */
function* chat({ people, chatLines, chatRooms }: ExportSize): Generator<string> {
  yield `\uFEFF${row(["channelId", "chatId", "chatDate", "userId", "isAlert", "content", "rtf"])}`;
  const random = repeatableRandom(99);
  const each = Math.ceil(chatLines / chatRooms);
  for (let line = 0; line < chatLines; line += 1) {
    const inRoom = line % each;
    yield row([
      String(300 + Math.floor(line / each)),
      String(inRoom + 1),
      String(BEGINNING + BigInt(inRoom) * 60n * TICKS_A_SECOND),
      String(10 + Math.floor(random() * people)),
      random() < 0.01 ? "1" : "0",
      pick(SENTENCES, random()),
      "",
    ]);
  }
}
