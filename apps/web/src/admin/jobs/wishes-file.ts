import { z } from "zod";

const fileSchema = z.union([
  z.array(z.unknown()),
  z.object({ conferences: z.array(z.unknown()) }).transform(({ conferences }) => conferences),
]);

/** Whether a file is JSON by its name; everything else is read as a table. */
export function isJson(name: string): boolean {
  return /\.json$/i.test(name);
}

/**
 * The wishes of a JSON file: a list, or an object that has it as `conferences`. What is in them the
 * server checks.
 * @returns undefined where it is something else, or empty
 */
export function wishesOf(text: string): readonly unknown[] | undefined {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, "")));
    return parsed.success && parsed.data.length > 0 ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
