import { field, record, text, texts } from "../untrusted/guards.ts";

/** Room versions whose creators stand above all power levels. */
const VERSIONS_WITHOUT_CREATOR_POWER = new Set(
  Array.from({ length: 11 }, (_unused, index) => String(index + 1)),
);

export interface PowerSource {
  /** Content of `m.room.create`. */
  readonly create: unknown;
  readonly creator: string;
  /** Content of `m.room.power_levels`; undefined when the room has none. */
  readonly levels: unknown;
}

function level(value: unknown): number | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  // Rooms before version 10 may hold them as text.
  if (typeof value === "string" && /^-?\d{1,15}$/.test(value)) return Number(value);
  return undefined;
}

/**
 * The power of somebody in a room. Since room version 12 creators have no number: `Infinity`.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4289
 */
export function powerOf(userId: string, source: PowerSource): number {
  const version = text(source.create, "room_version", 64) ?? "1";
  const creatorsReign = !VERSIONS_WITHOUT_CREATOR_POWER.has(version);
  const isCreator = userId === source.creator;
  if (creatorsReign) {
    const others = texts(source.create, "additional_creators", 100);
    if (source.create !== undefined && (isCreator || others.includes(userId))) return Infinity;
  }
  if (source.levels === undefined) return !creatorsReign && isCreator ? 100 : 0;
  const own = level(field(record(source.levels, "users"), userId));
  return own ?? level(field(source.levels, "users_default")) ?? 0;
}
