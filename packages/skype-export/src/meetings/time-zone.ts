import { isTimeZone } from "@plenum/model/calendar";

/** Names that Windows has, of Europe and of where embassies write from; after Unicode's CLDR. */
const WINDOWS: ReadonlyMap<string, string> = new Map([
  ["w. europe standard time", "Europe/Berlin"],
  ["central europe standard time", "Europe/Budapest"],
  ["central european standard time", "Europe/Warsaw"],
  ["romance standard time", "Europe/Paris"],
  ["gmt standard time", "Europe/London"],
  ["greenwich standard time", "Atlantic/Reykjavik"],
  ["e. europe standard time", "Europe/Chisinau"],
  ["fle standard time", "Europe/Kyiv"],
  ["gtb standard time", "Europe/Bucharest"],
  ["turkey standard time", "Europe/Istanbul"],
  ["russian standard time", "Europe/Moscow"],
  ["eastern standard time", "America/New_York"],
  ["central standard time", "America/Chicago"],
  ["pacific standard time", "America/Los_Angeles"],
  ["china standard time", "Asia/Shanghai"],
  ["india standard time", "Asia/Kolkata"],
  ["tokyo standard time", "Asia/Tokyo"],
  ["utc", "UTC"],
]);

/**
 * The zone of the IANA database that a TZID means; undefined where nobody knows. A zone of somebody's own
 * (“Customized Time Zone”) that has Germany's offsets and changes is Germany's.
 * @param rules the VTIMEZONE of that name, if the calendar has it
 */
export function zoneOf(id: string, rules: string | undefined): string | undefined {
  const known = WINDOWS.get(id.toLowerCase()) ?? (isTimeZone(id) ? id : undefined);
  if (known !== undefined || rules === undefined) return known;
  const summer = /BEGIN:DAYLIGHT(.*?)END:DAYLIGHT/s.exec(rules)?.[1] ?? "";
  const winter = /BEGIN:STANDARD(.*?)END:STANDARD/s.exec(rules)?.[1] ?? "";
  const german =
    /TZOFFSETTO:\+0200/.test(summer) &&
    /BYDAY=-1SU;BYMONTH=3|BYMONTH=3;BYDAY=-1SU/.test(summer) &&
    /TZOFFSETTO:\+0100/.test(winter) &&
    /BYDAY=-1SU;BYMONTH=10|BYMONTH=10;BYDAY=-1SU/.test(winter);
  return german ? "Europe/Berlin" : undefined;
}
