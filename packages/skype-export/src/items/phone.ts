/**
 * A line of the telephone system as people read it: `tel:+49611555101;ext=101` is `+49611555101`, with an
 * extension that its number does not end in `+49611555 (101)`.
 * @returns undefined for what is no telephone number, or is longer than one
 */
export function readablePhone(lineUri: string | undefined): string | undefined {
  const [, number = "", parameters = ""] = /^tel:([^;]*)(.*)$/i.exec(lineUri?.trim() ?? "") ?? [];
  if (!/^\+?[\d\s().-]{2,40}$/.test(number) || !/\d/.test(number)) return undefined;
  const [, extension] = /;ext=([\d().-]{1,15})(?:;|$)/i.exec(parameters) ?? [];
  if (extension === undefined || number.endsWith(extension)) return number.trim();
  return `${number.trim()} (${extension})`;
}
