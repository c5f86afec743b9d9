import { isKey } from "@plenum/model/migration";
import { z } from "zod";

const name = z.string().trim().min(1, "empty").max(200, "longer than 200 characters");
/** Parts of Matrix ids; what comes out of all rules together is checked once more, person by person. */
const piece = z
  .string()
  .max(40, "longer than 40 characters")
  .regex(/^[a-z0-9._=/+-]*$/, "only a–z, 0–9 and . _ = / + - can stand in an id");
const serverName = z
  .string()
  .max(230, "longer than 230 characters")
  .regex(
    /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/,
    "not the name of a server (lower case)",
  );
const domain = z
  .string()
  .max(255)
  .regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u, "not a SIP domain");
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/, "not a date like 2027-02-01 or 2027-02-01T18:00")
  .refine((text) => {
    const day = text.slice(0, 10);
    const time = text.length > 10 ? text : `${text}T00:00`;
    const at = new Date(`${time}Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day;
  }, "there is no such day or time");

/**
 * A repetition inside of a repeated group takes a time without end on some addresses; a rule for
 * addresses does not need it.
 */
const RUNS_AWAY =
  /\((?:[^()\\]|\\.)*[*+}](?:[^()\\]|\\.)*\)[*+{]|\([^)]*\|[^)]*\)[*+{]|\\[1-9]|\\k</;

const pattern = z
  .string()
  .max(200, "longer than 200 characters")
  .refine((text) => !RUNS_AWAY.test(text), "a repeated group must not hold repetitions or choices")
  .refine((text) => {
    try {
      return new RegExp(text, "u") instanceof RegExp;
    } catch {
      return false;
    }
  }, "not a regular expression");

const localPart = z.strictObject({
  /** Read first: whole local part in lower case, groups are put into `result`. */
  pattern: pattern.optional(),
  result: z
    .string()
    .max(200)
    .regex(/^(?:[a-z0-9._=/+-]|\{[A-Za-z]\w*\})*$/, "letters, and groups like {first}")
    .optional(),
  replace: z
    .array(z.strictObject({ from: z.string().min(1, "empty").max(40), to: piece }))
    .max(100)
    .optional(),
  prefix: piece.optional(),
  suffix: piece.optional(),
});
export type LocalPartRules = z.infer<typeof localPart>;

const goal = z
  .strictObject({ space: name.optional(), room: name.optional() })
  .refine(({ space, room }) => space !== undefined || room !== undefined, "neither space nor room");

const wave = z.strictObject({
  name: name.max(60, "longer than 60 characters"),
  /** SIP addresses. */
  people: z.array(z.string().max(330)).optional(),
  /** A file with one address a line, which the command reads beside this one. */
  list: z.string().min(1).max(200).optional(),
  departments: z.array(name).optional(),
  /** Organisational units, at any depth. */
  sites: z.array(name).optional(),
  domains: z.array(domain).optional(),
  /** Whoever is in no other wave and meets these people comes with them. */
  partners: z
    .strictObject({
      meetings: z.number().int().min(1).max(10_000).default(1),
      atMost: z.number().int().min(1).max(100_000),
    })
    .optional(),
  /** From then on nothing is changed in Skype for Business any more. */
  freeze: date.optional(),
  date: date.optional(),
});
export type WaveRule = z.infer<typeof wave>;

/** What can tell the sign-in service who somebody is. */
export const SIGN_IN_FIELDS = [
  "userPrincipalName",
  "samAccountName",
  "mail",
  "guid",
  "sipAddress",
] as const;

export const rulesSchema = z.strictObject({
  servers: z.record(domain, serverName),
  signIn: z.strictObject({
    provider: name.refine(isKey, "a name on one line"),
    id: z.enum(SIGN_IN_FIELDS),
  }),
  names: localPart
    .extend({
      otherCharacters: z.enum(["refuse", "escape"]).default("refuse"),
      domains: z.record(domain, localPart).optional(),
    })
    .default({ otherCharacters: "refuse" }),
  /** SIP address → Matrix id, or `skip`. */
  exceptions: z.record(z.string().max(330), z.string().max(255)).default({}),
  departments: z.record(name, goal).default({}),
  groups: z.record(z.string().min(1).max(2000), goal).default({}),
  /** Rooms that departments and groups lead to. */
  rooms: z.strictObject({ encrypted: z.boolean().default(true) }).default({ encrypted: true }),
  /** Rooms of persistent chat. */
  channels: z
    .strictObject({
      encrypted: z.boolean().default(true),
      /** Messages disappear after so many days. */
      retentionDays: z.number().int().min(1).max(36_500).optional(),
      /** In which all of them stand. */
      space: name.optional(),
    })
    .default({ encrypted: true }),
  waves: z.array(wave).max(500).default([]),
  /** The wave of whoever is in no other. */
  otherwise: name.optional(),
  contact: z.strictObject({ name, mail: z.email().optional(), phone: name.optional() }).optional(),
});
export type WrittenRules = z.infer<typeof rulesSchema>;
