export * from "./planning.ts";
export { readCompliance, type ChatFile } from "./chat/compliance.ts";
export { chatTable } from "./chat/csv-table.ts";
export type { ChatExport, ChatOptions } from "./chat/export.ts";
export { RetentionCounter, type LostHistory } from "./chat/retention.ts";
export type { Spill } from "./chat/spill.ts";
export { readChatTables, type ChatTables, type Table, type TableRow } from "./chat/tables.ts";
export type { Finding, Place, Severity, Tell } from "./findings/finding.ts";
export { openAgain, openExport, type ExportFile, type ExportFolder } from "./folder/open.ts";
export type { FileKind } from "./folder/kinds.ts";
export { FolderSpill } from "./folder/spill.ts";
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
export type * from "./records.ts";
export { compareCounts, type CountsCompared } from "./user-data/compare.ts";
export { readUserData, type UserDataOptions } from "./user-data/read.ts";
export { chatOf } from "./check/chat.ts";
export {
  checkExport,
  type CheckCounts,
  type CheckInput,
  type CheckResult,
  type CheckStep,
} from "./check/check.ts";
export { readContactLists, type ContactLists, type ReadContactsBeside } from "./check/contacts.ts";
export type { MovedByAddress } from "./user-data/census.ts";
export { domainsIn, peopleOf } from "./check/people.ts";
export { sourcesOf, type Sources } from "./check/sources.ts";
export { bytesOf, Gauge, sumOf, type Progress } from "./check/gauge.ts";
export { surveyExport, type ExportSurvey } from "./check/survey.ts";
export { bringsAnything, itemPlanOf, type ItemPlan, type PlannedWave } from "./items/item-plan.ts";
export { waveApiName } from "./rules/wave-name.ts";
export { waveItems } from "./items/wave-items.ts";
export type { WaveItemsInput } from "./items/wave-input.ts";
export { reportHtml } from "./report/html.ts";
export { peopleCsv } from "./report/people-csv.ts";
export { reportOf, reportSchema, type Report } from "./report/report.ts";
