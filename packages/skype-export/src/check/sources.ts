import { baseName, type FileKind } from "../folder/kinds.ts";
import type { ExportFile } from "../folder/open.ts";
import type { Tell } from "../findings/finding.ts";

/** Files of an export by what they are for; each list in the order of the names. */
export interface Sources {
  readonly users: readonly ExportFile[];
  readonly directory: readonly ExportFile[];
  readonly meetingRooms: readonly ExportFile[];
  readonly conferenceDirectories: readonly ExportFile[];
  readonly userData: readonly ExportFile[];
  readonly chatRooms: readonly ExportFile[];
  readonly chatTables: ReadonlyMap<FileKind, ExportFile>;
  readonly compliance: readonly ExportFile[];
  readonly ucwa: readonly ExportFile[];
  readonly calendars: readonly ExportFile[];
  readonly mails: number;
}

/** A pool of its own may have its own list: `CsUser-pool02.csv`. */
const LISTS: readonly (readonly [
  RegExp,
  "users" | "directory" | "rooms" | "directories" | "chat-rooms",
])[] = [
  [/^csusers?(?:[-_ ][^.]*|\d*)?\.(?:csv|txt)$/, "users"],
  [/^adusers?(?:[-_ ][^.]*|\d*)?\.(?:csv|txt)$/, "directory"],
  [/^csmeetingrooms?\.(?:csv|txt)$/, "rooms"],
  [/^csconferencedirector(?:y|ies)\.(?:csv|txt)$/, "directories"],
  [/^cspersistentchatrooms?(?:[-_ ][^.]*|\d*)?\.(?:csv|txt)$/, "chat-rooms"],
];
const TABLES = ["chat-nodes", "chat-principals", "chat-messages"] as const;

/** Sorts the files of a folder. What is not read is told, so that nobody believes it was. */
export function sourcesOf(files: readonly ExportFile[], tell: Tell): Sources {
  const lists = new Map<string, ExportFile[]>();
  const chatTables = new Map<FileKind, ExportFile>();
  for (const file of files) {
    if (file.kind === "csv") {
      const base = baseName(file.name).toLowerCase();
      const list = LISTS.find(([pattern]) => pattern.test(base))?.[1];
      if (list) lists.set(list, [...(lists.get(list) ?? []), file]);
      else note(tell, "csv-not-read", file);
    } else if (/^chat-(?!compliance)/.test(file.kind)) {
      if (chatTables.has(file.kind)) note(tell, "chat-table-twice", file);
      else chatTables.set(file.kind, file);
    }
  }
  const compliance = ofKind(files, "chat-compliance");
  const complete = TABLES.every((kind) => chatTables.has(kind));
  if (!complete && chatTables.size > 0) {
    const missing = TABLES.filter((kind) => !chatTables.has(kind)).map((kind) => NAMES[kind]);
    tell({
      code: "chat-tables-incomplete",
      severity: "problem",
      facts: { missing: missing.join(", ") },
    });
  }
  if (complete && compliance.length > 0) {
    tell({
      code: "chat-in-two-forms",
      severity: "note",
      place: { file: compliance[0]?.name ?? "" },
      facts: { count: compliance.length },
    });
  }
  return {
    users: lists.get("users") ?? [],
    directory: lists.get("directory") ?? [],
    meetingRooms: lists.get("rooms") ?? [],
    conferenceDirectories: lists.get("directories") ?? [],
    userData: ofKind(files, "user-data"),
    chatRooms: lists.get("chat-rooms") ?? [],
    chatTables: complete ? chatTables : new Map(),
    compliance: complete ? [] : compliance,
    ucwa: ofKind(files, "meetings"),
    calendars: ofKind(files, "calendar"),
    mails: ofKind(files, "mail").length,
  };
}

const NAMES = {
  "chat-nodes": "tblNode.csv",
  "chat-principals": "tblPrincipal.csv",
  "chat-messages": "tblChat.csv",
} as const;

function ofKind(files: readonly ExportFile[], kind: FileKind): readonly ExportFile[] {
  return files.filter((file) => file.kind === kind);
}

function note(tell: Tell, code: string, file: ExportFile): void {
  tell({ code, severity: "note", place: { file: file.name }, facts: {} });
}
