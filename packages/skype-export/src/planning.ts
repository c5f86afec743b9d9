export { readCsv, type Columns, type Row } from "./csv/read.ts";
export { COMMANDS } from "./encoding/commands.ts";
export { decodeText } from "./encoding/decode.ts";
export { describeFinding } from "./findings/describe.ts";
export { placeInWords, quotable, type Language } from "./findings/words.ts";
export { domainOf } from "./people/address.ts";
export { mergePeople } from "./people/merge.ts";
export { readCsUsers, readDirectoryUsers, type DirectoryPerson } from "./people/read-people.ts";
export {
  readConferenceDirectories,
  readMeetingRooms,
  type ConferenceDirectory,
} from "./people/read-rooms.ts";
export { mapAddress, type Mapped } from "./plan/map-address.ts";
export type * from "./plan/outcome.ts";
export { planMigration, type MigrationPlan, type PlanInput } from "./plan/planner.ts";
export { outcomeInWords } from "./plan/words.ts";
export { exampleRules } from "./rules/example.ts";
export { readRules, type MigrationRules, type ReadRules } from "./rules/rules.ts";
export { sipAddress } from "./text/clean.ts";
