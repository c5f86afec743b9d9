export * from "./planning.ts";
export { readCompliance, type ChatFile } from "./chat/compliance.ts";
export type { ChatExport, ChatOptions } from "./chat/export.ts";
export { RetentionCounter, type LostHistory } from "./chat/retention.ts";
export type { Spill } from "./chat/spill.ts";
export { readChatTables, type ChatTables, type Table, type TableRow } from "./chat/tables.ts";
export { CHAT_WORDS } from "./chat/words.ts";
export type { Finding, Place, Severity, Tell } from "./findings/finding.ts";
export { openExport, type ExportFile, type ExportFolder } from "./folder/open.ts";
export type { FileKind } from "./folder/kinds.ts";
export { FolderSpill } from "./folder/spill.ts";
export { FOLDER_WORDS } from "./folder/words.ts";
export { LIMIT_WORDS } from "./findings/limit.ts";
export { readCalendar } from "./meetings/calendar.ts";
export {
  focusOfMeeting,
  meetingOfFocus,
  meetingOfUrl,
  urlOfMeeting,
  type MeetingLink,
} from "./meetings/links.ts";
export { mergeMeetings, type MergedMeetings } from "./meetings/merge.ts";
export { seriesOf, type NoSeries } from "./meetings/series.ts";
export { readUcwa } from "./meetings/ucwa.ts";
export { MEETING_WORDS } from "./meetings/words.ts";
export type * from "./records.ts";
export { compareCounts, type CountsCompared } from "./user-data/compare.ts";
export { readUserData, type UserDataOptions } from "./user-data/read.ts";
export { USER_DATA_WORDS } from "./user-data/words.ts";
export { XML_WORDS } from "./xml/words.ts";
