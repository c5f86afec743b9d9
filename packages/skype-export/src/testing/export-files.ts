/** An export of a test, by the names of its files. */
export type TestExport = Readonly<Record<string, string>>;

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A table as CSV. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Somebody of a test. */
export interface TestPerson {
  readonly user: string;
  readonly domain?: string;
  readonly name?: string;
  readonly department?: string;
  readonly line?: string;
}

const guid = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;

/** `CsUser.csv` and `AdUsers.csv` of people. */
export function peopleFiles(people: readonly TestPerson[]): TestExport {
  const address = ({ user, domain }: TestPerson): string => `${user}@${domain ?? "land.example"}`;
  return {
    "CsUser.csv": csv([
      [
        "SipAddress",
        "Enabled",
        "DisplayName",
        "LineURI",
        "UserPrincipalName",
        "WindowsEmailAddress",
        "Guid",
      ],
      ...people.map((one, at) => [
        `sip:${address(one)}`,
        "True",
        one.name ?? one.user,
        one.line ?? "",
        `${one.user}.${at}@ad.${one.domain ?? "land.example"}`,
        `${one.user}.mail@${one.domain ?? "land.example"}`,
        guid(at),
      ]),
    ]),
    "AdUsers.csv": csv([
      [
        "displayName",
        "msRTCSIP-PrimaryUserAddress",
        "msRTCSIP-UserEnabled",
        "department",
        "objectGUID",
      ],
      ...people.map((one, at) => [
        one.name ?? one.user,
        `sip:${address(one)}`,
        "TRUE",
        one.department ?? "",
        guid(at),
      ]),
    ]),
  };
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Somebody's contact list; contacts by address, with the numbers of their groups. */
export interface TestContacts {
  readonly owner: string;
  readonly groups?: Readonly<Record<string, string>>;
  readonly distribution?: readonly string[];
  readonly contacts?: Readonly<Record<string, string>>;
  readonly blocked?: readonly string[];
}

/** `DocItemSet.xml` of lists. */
export function contactsFile(lists: readonly TestContacts[]): TestExport {
  const items = lists.map(
    ({ owner, groups = {}, contacts = {}, blocked = [], distribution = [] }) =>
      [
        `<DocItem Name="urn:lcd:${owner}"><Data><HomedResource><ContactGroups>`,
        ...Object.entries(groups).map(
          ([number, name]) =>
            `<ContactGroup Number="${number}" DisplayName="${base64(name)}" ExternalUri="${distribution.includes(number) ? base64("dl-guid:1") : ""}"/>`,
        ),
        "</ContactGroups><Contacts>",
        ...Object.entries(contacts).map(
          ([buddy, of]) => `<Contact Buddy="${buddy}" Groups="${of}"/>`,
        ),
        `</Contacts><Containers><Container ContainerNumber="32000">`,
        ...blocked.map((member) => `<UserMember Member="${member}"/>`),
        "</Container></Containers></HomedResource></Data></DocItem>",
      ].join(""),
  );
  return { "DocItemSet.xml": `<DocItemSet>${items.join("\n")}</DocItemSet>` };
}

/** A room of persistent chat; people by address. */
export interface TestChannel {
  readonly id: string;
  readonly name: string;
  readonly visibility?: "2" | "3" | "6";
  readonly disabled?: boolean;
  readonly auditorium?: boolean;
  readonly members?: readonly string[];
  readonly managers?: readonly string[];
  /** Who wrote what, in its order. */
  readonly lines?: readonly (readonly [string, string])[];
}

/** Minutes after the beginning of 2018, as Persistent Chat counts. */
const ticks = (minutes: number): string =>
  String(636_503_616_000_000_000n + BigInt(minutes) * 600_000_000n);

/** The tables of persistent chat. */
export function chatFiles(channels: readonly TestChannel[]): TestExport {
  const people = [
    ...new Set(
      channels.flatMap(({ members = [], managers = [], lines = [] }) => [
        ...members,
        ...managers,
        ...lines.map(([who]) => who),
      ]),
    ),
  ];
  const numberOf = (address: string): string => String(people.indexOf(address) + 10);
  return {
    "tblNode.csv": csv([
      [
        "nodeID",
        "parentID",
        "nodeType",
        "nodeName",
        "nodeDesc",
        "disabled",
        "behavior",
        "visibility",
      ],
      ...channels.map((one) => [
        one.id,
        "1",
        "0",
        one.name,
        "",
        one.disabled === true ? "1" : "0",
        one.auditorium === true ? "5" : "4",
        one.visibility ?? "3",
      ]),
    ]),
    "tblPrincipal.csv": csv([
      ["prinID", "prinUri", "prinName", "prinDisplayName", "prinTypeID"],
      ...people.map((address) => [numberOf(address), `sip:${address}`, address, address, "5"]),
    ]),
    "tblPrincipalRole.csv": csv([
      ["prinRoleNodeID", "prinRolePrinID", "prinRoleRoleID"],
      ...channels.flatMap(({ id, members = [], managers = [] }) => [
        ...members.map((address) => [id, numberOf(address), "1"]),
        ...managers.map((address) => [id, numberOf(address), "2"]),
      ]),
    ]),
    "tblRoleType.csv": csv([
      ["rtypeID", "rtypeDesc"],
      ["1", "Member"],
      ["2", "Manager"],
    ]),
    "tblChat.csv": csv([
      ["channelId", "chatId", "chatDate", "userId", "isAlert", "content"],
      ...channels.flatMap(({ id, lines = [] }) =>
        lines.map(([who, text], at) => [id, String(at + 1), ticks(at), numberOf(who), "0", text]),
      ),
    ]),
  };
}
