/** What a file of an export is, as far as its name (for XML: its first element) tells. */
export type FileKind =
  | "user-data"
  | "chat-compliance"
  | "chat-nodes"
  | "chat-principals"
  | "chat-messages"
  | "chat-roles"
  | "chat-role-types"
  | "meetings"
  | "calendar"
  | "csv"
  | "rules"
  | "mail"
  | "xml"
  | "zip"
  | "other";

/** Names of the tables, with whatever a tool puts before them: `mgc.dbo.tblChat.csv`. */
const TABLES: readonly (readonly [RegExp, FileKind])[] = [
  [/(?:^|[._-])tblnode\.(?:csv|txt)$/, "chat-nodes"],
  [/(?:^|[._-])tblprincipal\.(?:csv|txt)$/, "chat-principals"],
  [/(?:^|[._-])tblchat\.(?:csv|txt)$/, "chat-messages"],
  [/(?:^|[._-])tblprincipalrole\.(?:csv|txt)$/, "chat-roles"],
  [/(?:^|[._-])tblroletype\.(?:csv|txt)$/, "chat-role-types"],
];

const ENDINGS: ReadonlyMap<string, FileKind> = new Map([
  ["csv", "csv"],
  ["ics", "calendar"],
  ["json", "meetings"],
  ["yaml", "rules"],
  ["yml", "rules"],
  ["eml", "mail"],
  ["xml", "xml"],
  ["zip", "zip"],
]);

const ROOTS: ReadonlyMap<string, FileKind> = new Map([
  ["DocItemSet", "user-data"],
  ["HomedResources", "user-data"],
  ["HomedResource", "user-data"],
  ["Conversations", "chat-compliance"],
  ["Conversation", "chat-compliance"],
]);

/** By the last part of the name, in any case. `xml` says that the first element has to be looked at. */
export function kindByName(name: string): FileKind {
  const base = baseName(name).toLowerCase();
  const table = TABLES.find(([pattern]) => pattern.test(base));
  return table?.[1] ?? ENDINGS.get(base.slice(base.lastIndexOf(".") + 1)) ?? "other";
}

/** By the first element of an XML document; undefined for none that is looked for. */
export function kindByRoot(root: string | undefined): FileKind | undefined {
  return root === undefined ? undefined : ROOTS.get(root);
}

export function baseName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
