import type { ApiScope } from "@plenum/model";

/** Names of the rights in keys of texts, where a colon has a meaning of its own. */
export const SCOPE_NAMES = {
  "conferences:read": "readConferences",
  "conferences:write": "writeConferences",
  "templates:read": "readTemplates",
  "meetings:read": "readMeetings",
  "meetings:write": "writeMeetings",
  migration: "migrate",
} as const satisfies Readonly<Record<ApiScope, string>>;
