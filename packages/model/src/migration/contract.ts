import { z } from "zod";
import { migrationKindSchema } from "./items.ts";

export * from "./coming.ts";
export * from "./items.ts";
export * from "./mails/contract.ts";
export * from "./mails/template.ts";
export * from "./meetings.ts";
export * from "./people.ts";
export { isKey } from "./text.ts";

/** Items of one request. */
export const MOST_ITEMS = 500;

/**
 * Client id under which somebody acts who holds the installation's configuration: a bearer token signed
 * (HS256) with `appservice.sessionSecret`, with the claims `iss: "plenum-appservice"`, `aud: "plenum-api"`,
 * `sub: "client:installation"`, `client: "installation"`, `scope: ["migration"]`, `iat` and an `exp` at most
 * fifteen minutes later.
 */
export const INSTALLATION_CLIENT = "installation";

/** Name of a wave, as it stands in addresses: `pilot`, `welle-2`. */
export const waveNameSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);

/**
 * `planned`: nothing happens. `running` and `paused`: started. `done`: everything is worked off, the
 * failed things as well. `rolling-back`, `rolled-back`: what it made is taken back.
 */
export const waveStateSchema = z.enum([
  "planned",
  "running",
  "paused",
  "done",
  "rolling-back",
  "rolled-back",
]);
export type WaveState = z.infer<typeof waveStateSchema>;

/**
 * `queued`: to be made. `done`: made. `failed`: could not be made, `problem` says why; made again with
 * `retry`. `kept`: was not made, or not taken back, on purpose, and `problem` says why. `undone`: taken
 * back.
 */
export const itemStateSchema = z.enum(["queued", "done", "failed", "kept", "undone"]);
export type ItemState = z.infer<typeof itemStateSchema>;

/** Why an item failed, was kept or waits. Stable words; people read sentences made of them. */
export const itemProblemSchema = z.enum([
  /** Somebody else has an account of this name. */
  "account-exists",
  /** It is their own account, with the same id at the sign-in service: nothing to do. */
  "own-account-exists",
  /** Appeared in the very moment: its name and ids were set although it was not made by the migration. */
  "account-appeared",
  /** Two addresses of the old system lead to this account; it is made for neither. */
  "collision",
  /** The id at the sign-in service belongs to another account. */
  "external-id-used",
  /** Somebody who has left. */
  "inactive",
  /** The migration made no such account, so it changes nothing there. */
  "no-account",
  /** The space or channel that it belongs to is not there. */
  "no-room",
  /** The block of history before it is not written. */
  "block-missing",
  /** People are in the channel already; history comes before them. */
  "already-open",
  /** A file that a message names was not sent. */
  "file-missing",
  /** Messages older than the room keeps them were left out; `facts.tooOld` counts them. */
  "older-than-retention",
  /** Somebody has signed in to it. */
  "signed-in",
  /** People have written in it since. */
  "written-in",
  /** People of another wave are in it. */
  "shared",
  /** Its organiser has approved it, and those invited know the new address. */
  "approved",
  /** What was there before cannot be told from what came with the migration. */
  "merged",
  /** The homeserver refuses it. */
  "refused",
  /** The homeserver gives no answer. It is tried again by itself. */
  "homeserver-unavailable",
  /** Nothing in this installation makes such things. */
  "not-supported",
  "internal",
]);
export type ItemProblem = z.infer<typeof itemProblemSchema>;

const instant = z.iso.datetime({ offset: true });

/** `PUT /api/v1/migration/waves/{wave}`. */
export const saveWaveRequestSchema = z.object({
  /** What people read. */
  label: z.string().trim().max(200).default(""),
  /** The day on which its people change over; mails and the client tell it. */
  day: z.iso.date().optional(),
  /** Takes no more items: what was checked is what is made. */
  frozen: z.boolean().default(false),
});
export type SaveWaveRequest = z.input<typeof saveWaveRequestSchema>;

/** How far one kind of things is. */
export const kindProgressSchema = z.object({
  kind: migrationKindSchema,
  total: z.number().int(),
  queued: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  kept: z.number().int(),
  undone: z.number().int(),
});
export type KindProgress = z.infer<typeof kindProgressSchema>;

/** `GET /api/v1/migration/waves/{wave}`. */
export const waveSchema = z.object({
  name: waveNameSchema,
  label: z.string(),
  day: z.iso.date().optional(),
  frozen: z.boolean(),
  state: waveStateSchema,
  /** In the order in which they are made; kinds without items are left out. */
  kinds: z.array(kindProgressSchema),
  /** What is being made at the moment. */
  current: migrationKindSchema.optional(),
  /** Items a second over the last minute, of `current`. */
  rate: z.number().optional(),
  /** Seconds until nothing is left, by the rates so far; absent while there is nothing to tell from. */
  remainingSeconds: z.number().int().optional(),
  /** Why nothing happens at the moment, e.g. `homeserver-unavailable`. */
  problem: itemProblemSchema.optional(),
  createdBy: z.string(),
  createdAt: instant,
  startedAt: instant.optional(),
  finishedAt: instant.optional(),
});
export type Wave = z.infer<typeof waveSchema>;
export const waveListSchema = z.object({ waves: z.array(waveSchema) });

/** `POST /api/v1/migration/waves/{wave}/items`. Each is checked by itself (`migrationItemSchema`). */
export const addItemsRequestSchema = z.object({
  items: z.array(z.unknown()).min(1).max(MOST_ITEMS),
});

/** What became of one item of a request. */
export const addedItemSchema = z.object({
  /** Place in the request, from 0. */
  index: z.number().int(),
  /**
   * `added`; `unchanged`: was there already as it is; `replaced`: took the place of what was not made yet, or
   * of `members` that are in their room, where only those who are new are brought; `changed`: differs from what is made, and nothing was overwritten; `refused`: see `reason`.
   */
  result: z.enum(["added", "unchanged", "replaced", "changed", "refused"]),
  /**
   * Of a refused one. `invalid` (see `field`), `foreign-user`: not of this homeserver, `reserved-name`: of
   * guests and of Plenum itself, `twice`: two in one request with the same key, `other-wave`: belongs to
   * `wave` and is not made yet, `collision`.
   */
  reason: z
    .enum(["invalid", "foreign-user", "reserved-name", "twice", "other-wave", "collision"])
    .optional(),
  field: z.string().optional(),
  /** The wave that it belongs to, where that is another one. */
  wave: waveNameSchema.optional(),
});
export type AddedItem = z.infer<typeof addedItemSchema>;
export const addItemsResponseSchema = z.object({
  added: z.number().int(),
  unchanged: z.number().int(),
  replaced: z.number().int(),
  changed: z.number().int(),
  refused: z.number().int(),
  /** All but those added and unchanged. */
  told: z.array(addedItemSchema),
});
export type AddItemsResponse = z.infer<typeof addItemsResponseSchema>;

/** `POST /api/v1/migration/items/look-up`: which of these the ledger has, over all waves. */
export const lookUpItemsRequestSchema = z.object({
  items: z
    .array(z.object({ kind: migrationKindSchema, key: z.string().min(1).max(1_000) }))
    .min(1)
    .max(MOST_ITEMS),
});
/** Those that are there; all others are missing. */
export const lookUpItemsResponseSchema = z.object({
  items: z.array(
    z.object({
      kind: migrationKindSchema,
      key: z.string(),
      wave: waveNameSchema,
      state: itemStateSchema,
    }),
  ),
});
export type LookedUpItem = z.infer<typeof lookUpItemsResponseSchema>["items"][number];

/** Query of `GET /api/v1/migration/waves/{wave}/items`. */
export const itemQuerySchema = z.object({
  state: itemStateSchema.optional(),
  kind: migrationKindSchema.optional(),
  problem: itemProblemSchema.optional(),
  /** Part of the key or of the name. */
  search: z.string().trim().max(200).default(""),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** One line of the report. */
export const ledgerItemSchema = z.object({
  kind: migrationKindSchema,
  key: z.string(),
  state: itemStateSchema,
  /** Name of a person or a room, where it has one. */
  name: z.string().optional(),
  problem: itemProblemSchema.optional(),
  attempts: z.number().int(),
  /** What was made or counted: `roomId`, `userId`, `sent`, `tooOld`, `joined`, `invited`, … */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  doneAt: instant.optional(),
});
export type LedgerItem = z.infer<typeof ledgerItemSchema>;
export const ledgerPageSchema = z.object({
  items: z.array(ledgerItemSchema),
  cursor: z.string().optional(),
});

/** `PUT /api/v1/migration/files/{sha256}` takes the bytes of one file, at most so many. */
export const LARGEST_FILE = 100 * 1024 * 1024;
export const sentFileSchema = z.object({
  sha256: z.string(),
  /** Whether it was there already. */
  known: z.boolean(),
});
