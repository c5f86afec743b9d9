import { readCompliance } from "../chat/compliance.ts";
import { chatTable } from "../chat/csv-table.ts";
import type { ChatExport, ChatOptions } from "../chat/export.ts";
import { readRoomList, withRoomList } from "../chat/room-list.ts";
import { readChatTables } from "../chat/tables.ts";
import type { Tell } from "../findings/finding.ts";
import type { ExportFile } from "../folder/open.ts";
import { baseName, type FileKind } from "../folder/kinds.ts";
import type { ExportedChannel } from "../records.ts";
import type { Open } from "./people.ts";
import type { Sources } from "./sources.ts";

/** What is not certain without the list of rooms. */
const ANSWERED = new Set(["chat-members-seen", "chat-role-types", "chat-roles-none"]);

/**
 * Persistent chat of an export: history from its tables or the compliance service, and who is in the rooms from their
 * list, where that is there.
 * @returns undefined where there is none
 */
export async function chatOf(
  sources: Sources,
  files: readonly ExportFile[],
  open: Open,
  options: Pick<ChatOptions, "spill" | "hear">,
  tell: Tell,
): Promise<ChatExport | undefined> {
  const listed: ExportedChannel[] = [];
  for (const file of sources.chatRooms) {
    listed.push(...(await readRoomList({ name: file.name, open: () => open(file) }, tell)));
  }
  if (listed.length === 0) return historyOf(sources, files, open, options, tell);
  const hear: Tell = (finding) => {
    if (!ANSWERED.has(finding.code)) tell(finding);
  };
  return withRoomList(await historyOf(sources, files, open, options, hear), listed, tell);
}

/**
 * Persistent chat of an export, from its tables where they are complete, otherwise from the files of
 * the compliance service.
 * @returns undefined where there is none
 */
async function historyOf(
  sources: Sources,
  files: readonly ExportFile[],
  open: Open,
  options: Pick<ChatOptions, "spill" | "hear">,
  tell: Tell,
): Promise<ChatExport | undefined> {
  const byName = new Map(files.map((file) => [baseName(file.name).toLowerCase(), file]));
  const findFile = (name: string) => {
    const file = byName.get(baseName(name.replaceAll("\\", "/")).toLowerCase());
    return file && { path: file.name, bytes: file.bytes };
  };
  const table = (kind: FileKind): ExportFile | undefined => sources.chatTables.get(kind);
  const opened = (file: ExportFile) => ({ name: file.name, open: () => open(file) });
  const nodes = table("chat-nodes");
  const principals = table("chat-principals");
  const messages = table("chat-messages");
  if (nodes && principals && messages) {
    const roles = table("chat-roles");
    const roleTypes = table("chat-role-types");
    return readChatTables(
      {
        nodes: chatTable("nodes", opened(nodes), tell),
        principals: chatTable("principals", opened(principals), tell),
        messages: chatTable("messages", opened(messages), tell),
        ...(roles ? { roles: chatTable("roles", opened(roles), tell) } : {}),
        ...(roleTypes ? { roleTypes: chatTable("roleTypes", opened(roleTypes), tell) } : {}),
      },
      tell,
      { ...options, findFile },
    );
  }
  if (sources.compliance.length === 0) return undefined;
  return readCompliance(sources.compliance.map(opened), tell, { ...options, findFile });
}
