export * from "./reply.ts";
export { calendarText } from "./write.ts";
export type { CalendarAttendee, CalendarMeeting, CalendarMethod, CalendarPerson } from "./write.ts";
export { cleanLine, cleanText } from "./lines.ts";
