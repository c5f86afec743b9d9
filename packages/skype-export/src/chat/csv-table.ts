import { readCsv } from "../csv/read.ts";
import type { Tell } from "../findings/finding.ts";
import type { ChatFile } from "./compliance.ts";
import type { ChatTables, Table } from "./tables.ts";

const NEEDED: Readonly<Record<keyof ChatTables, readonly string[]>> = {
  nodes: ["nodeID", "parentID", "nodeType", "nodeName", "disabled", "behavior", "visibility"],
  principals: ["prinID", "prinUri"],
  messages: ["channelId", "chatId", "chatDate", "userId", "content"],
  roles: ["prinRoleNodeID", "prinRolePrinID", "prinRoleRoleID"],
  roleTypes: ["rtypeID", "rtypeDesc"],
};

/**
 * A table of the chat's database as CSV. It may be read several times: what is wrong is told the first.
 * @param kind which one it is
 */
export function chatTable(kind: keyof ChatTables, file: ChatFile, tell: Tell): Table {
  let told = false;
  return {
    name: file.name,
    rows: () => {
      const speak: Tell = told ? () => undefined : tell;
      told = true;
      return readCsv(file.open(), file.name, { needed: NEEDED[kind] }, speak);
    },
  };
}
