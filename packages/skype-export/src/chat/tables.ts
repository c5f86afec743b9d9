import type { Tell } from "../findings/finding.ts";
import type { ExportedChannel, ExportedMessage } from "../records.ts";
import { cleanLabel, sipAddress } from "../text/clean.ts";
import { chatContent } from "./content.ts";
import {
  surveyed,
  type ChatExport,
  type ChatOptions,
  type ChatReader,
  type ChatTell,
} from "./export.ts";
import { timeOfTicks } from "./time.ts";

/** A record of a table, as `readCsv` hands it out. */
export interface TableRow {
  readonly line: number;
  cell(name: string): string;
  rawCell(name: string): string;
}

export interface Table {
  readonly name: string;
  /** From the first record; the messages are read twice, so what is wrong is told the first time. */
  readonly rows: () => AsyncIterable<TableRow>;
}

/** Tables of the database `mgc`, each as CSV. */
export interface ChatTables {
  readonly nodes: Table;
  readonly principals: Table;
  readonly messages: Table;
  /** Without it whoever wrote in a room is a member. */
  readonly roles?: Table;
  /** `tblRoleType`: which role is the manager's. Without it everybody is a member. */
  readonly roleTypes?: Table;
}

const ROOT = "1";
const AUDITORIUM = "5";
/** Of the schema of the database: private, scoped, open. What is private is found by members alone. */
const VISIBILITY: ReadonlyMap<string, ExportedChannel["visibility"]> = new Map([
  ["2", "secret"],
  ["3", "closed"],
  ["6", "open"],
]);

interface Principal {
  readonly address: string | undefined;
  readonly name: string;
}

interface Room {
  readonly line: number;
  readonly name: string;
  readonly description: string;
  readonly parent: string;
  readonly disabled: boolean;
  readonly auditorium: boolean;
  readonly visibility: ExportedChannel["visibility"];
  readonly members: Set<string>;
  readonly managers: Set<string>;
}

/** Reads persistent chat rooms and their messages from the tables of its database. */
export async function readChatTables(
  tables: ChatTables,
  tell: Tell,
  options: ChatOptions,
): Promise<ChatExport> {
  const principals = await readPrincipals(tables.principals);
  const { rooms, categories } = await readNodes(tables.nodes);
  let rolesTold = false;
  const read: ChatReader = async function* read(speak) {
    if (!rolesTold) await readRoles(tables, rooms, principals, speak);
    rolesTold = true;
    const { name: file, rows } = tables.messages;
    for await (const row of rows()) {
      const message = messageOf(row, file, rooms, principals, options, speak);
      if (message === undefined) continue;
      if (tables.roles === undefined)
        rooms.get(message.message.channelId)?.members.add(message.message.sender);
      yield message;
    }
  };
  const channels = (): readonly ExportedChannel[] =>
    [...rooms].map(([id, room]) => channelOf(id, room, categories, tables.nodes.name));
  return surveyed(tables.messages.name, read, channels, tell, options);
}

async function readPrincipals(table: Table): Promise<ReadonlyMap<string, Principal>> {
  const principals = new Map<string, Principal>();
  for await (const row of table.rows()) {
    const uri = row.cell("prinUri");
    principals.set(row.cell("prinID"), {
      // Groups and organisational units have an address of another kind.
      address: sipAddress(uri),
      name: cleanLabel(row.cell("prinDisplayName") || row.cell("prinName") || uri),
    });
  }
  return principals;
}

async function readNodes(table: Table): Promise<{
  readonly rooms: ReadonlyMap<string, Room>;
  readonly categories: ReadonlyMap<string, string>;
}> {
  const rooms = new Map<string, Room>();
  const categories = new Map<string, string>();
  for await (const row of table.rows()) {
    const id = row.cell("nodeID");
    if (isTrue(row.cell("nodeType"))) categories.set(id, cleanLabel(row.cell("nodeName")));
    else {
      rooms.set(id, {
        line: row.line,
        name: cleanLabel(row.cell("nodeName")),
        description: cleanLabel(row.cell("nodeDesc")),
        parent: row.cell("parentID"),
        disabled: isTrue(row.cell("disabled")),
        auditorium: row.cell("behavior") === AUDITORIUM,
        visibility: VISIBILITY.get(row.cell("visibility")) ?? "unknown",
        members: new Set(),
        managers: new Set(),
      });
    }
  }
  return { rooms, categories };
}

/** A bit, as the tools that write CSV have it. */
function isTrue(written: string): boolean {
  return /^(?:1|true|wahr)$/i.test(written);
}

async function readRoles(
  { nodes, roles, roleTypes }: ChatTables,
  rooms: ReadonlyMap<string, Room>,
  principals: ReadonlyMap<string, Principal>,
  tell: ChatTell,
): Promise<void> {
  if (roles === undefined) {
    tell("chat-roles-none", "problem", nodes.name, undefined, {});
    return;
  }
  const managing = new Set<string>();
  for await (const row of roleTypes?.rows() ?? []) {
    if (/^manager/i.test(row.cell("rtypeDesc"))) managing.add(row.cell("rtypeID"));
  }
  let groups = 0;
  for await (const row of roles.rows()) {
    const room = rooms.get(row.cell("prinRoleNodeID"));
    if (room === undefined) continue;
    const address = principals.get(row.cell("prinRolePrinID"))?.address;
    if (address === undefined) groups += 1;
    else if (managing.has(row.cell("prinRoleRoleID"))) room.managers.add(address);
    else room.members.add(address);
  }
  if (groups > 0) tell("chat-role-groups", "problem", roles.name, undefined, { count: groups });
  if (roleTypes === undefined) tell("chat-role-types", "problem", roles.name, undefined, {});
}

function channelOf(
  id: string,
  room: Room,
  categories: ReadonlyMap<string, string>,
  file: string,
): ExportedChannel {
  const category = room.parent === ROOT ? undefined : categories.get(room.parent);
  return {
    kind: "channel",
    place: { file, line: room.line },
    id,
    name: room.name,
    ...(room.description === "" ? {} : { description: room.description }),
    ...(category === undefined || category === "" ? {} : { category }),
    disabled: room.disabled,
    visibility: room.visibility,
    auditorium: room.auditorium,
    members: [...room.members],
    managers: [...room.managers],
  };
}

function messageOf(
  row: TableRow,
  file: string,
  rooms: ReadonlyMap<string, Room>,
  principals: ReadonlyMap<string, Principal>,
  options: ChatOptions,
  tell: ChatTell,
): { message: ExportedMessage; rest: number; number: number } | undefined {
  const { line } = row;
  const channelId = row.cell("channelId");
  const room = rooms.get(channelId);
  const principal = principals.get(row.cell("userId"));
  const ticks = row.cell("chatDate");
  const time = timeOfTicks(ticks);
  if (room === undefined) {
    tell("chat-channel", "problem", file, line, { channel: cleanLabel(channelId) });
    return undefined;
  }
  if (principal?.address === undefined) {
    const written = principal?.name ?? cleanLabel(row.cell("userId"));
    tell("chat-sender", "problem", file, line, { written });
    return undefined;
  }
  if (time === undefined) {
    tell("chat-time", "problem", file, line, { written: cleanLabel(ticks) });
    return undefined;
  }
  const said = chatContent(row.rawCell("content"), options.findFile);
  if (said.cut > 0) tell("chat-cut", "loss", file, line, { room: room.name, cut: said.cut });
  const chatId = row.cell("chatId");
  const number = /^\d{1,15}$/.test(chatId) ? Number(chatId) : 0;
  return {
    message: {
      kind: "message",
      place: { file, line },
      channelId,
      id: `${time.sentAt}.${String(time.rest).padStart(4, "0")}-${number}`,
      sentAt: time.sentAt,
      sender: principal.address,
      ...(principal.name === "" ? {} : { senderName: principal.name }),
      text: said.text,
      alert: isTrue(row.cell("isAlert")),
      ...(said.title === undefined ? {} : { title: said.title }),
      ...(said.file === undefined ? {} : { file: said.file }),
    },
    rest: time.rest,
    number,
  };
}
