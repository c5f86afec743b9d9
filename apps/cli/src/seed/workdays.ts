/**
 * A time of day some working days ago, in the local time zone.
 * @param count working days to go back, at least 1; Saturdays and Sundays do not count
 * @param time e.g. `09:30`
 */
export function workdaysAgo(now: Date, count: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hours, minutes);
  for (let left = count; left > 0;) {
    day.setDate(day.getDate() - 1);
    if (day.getDay() !== 0 && day.getDay() !== 6) left -= 1;
  }
  return day;
}
