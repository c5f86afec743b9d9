import { z } from "zod";
import { ApiProblem } from "../http/api-problem.ts";

/** Where a page of a list that is ordered by time ends. */
export interface Place {
  readonly at: string;
  readonly id: string;
}

const placeSchema = z.tuple([z.iso.datetime({ offset: true }), z.string().max(255)]);

/** The place as an opaque text for callers. */
export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify([place.at, place.id])).toString("base64url");
}

/** @throws ApiProblem `invalid-request` for a text that is no cursor of ours */
export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [at, id] = placeSchema.parse(
      JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown,
    );
    return { at, id };
  } catch (cause) {
    throw new ApiProblem("invalid-request", { detail: "query.cursor", cause });
  }
}

/** A page out of one row more than it holds. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => Place,
): { readonly rows: readonly Row[]; readonly cursor?: string } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    ...(last === undefined ? {} : { cursor: cursorOf(place(last)) }),
  };
}
