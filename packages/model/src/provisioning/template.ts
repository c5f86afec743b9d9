import { z } from "zod";
import { conferenceKindSchema, type ConferenceKind } from "../conference/events.ts";

const DAY = 24 * 60 * 60_000;

/** Name of a template in addresses and files, e.g. `council-session`. */
export const templateIdSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

/** A level that a template may ask for: everybody, presenters or moderators. Above them is the bot alone. */
const levelSchema = z.union([z.literal(0), z.literal(50), z.literal(100)]);

const bilingual = (longest: number) =>
  z.object({
    de: z.string().trim().min(1).max(longest),
    en: z.string().trim().min(1).max(longest),
  });

/**
 * What becomes of a room whose time is over: `keep` nothing, `read-only` people may read on and nobody
 * writes, `delete` everybody leaves and the room is removed from this server.
 */
export const closingSchema = z.enum(["keep", "read-only", "delete"]);
export type Closing = z.infer<typeof closingSchema>;

/** What conference rooms of one sort are like. The power level of a call membership is always 0. */
export const templateSettingsSchema = z.strictObject({
  kind: conferenceKindSchema,
  name: bilingual(60),
  /** One sentence that says for what it is good. */
  sentence: bilingual(200),
  encrypted: z.boolean(),
  lobby: z.boolean(),
  locks: z.strictObject({
    audio: z.boolean(),
    video: z.boolean(),
    desktop: z.boolean(),
    chat: z.boolean(),
  }),
  /** Whether whoever makes a room may decide otherwise. */
  choices: z.strictObject({ encrypted: z.boolean(), lobby: z.boolean() }),
  /** From when on members see what was said: since they joined, were invited, or everything. */
  history: z.enum(["joined", "invited", "shared"]),
  /** Days after which the server forgets messages (`m.room.retention`); absent: never. */
  retentionDays: z.number().int().min(1).max(36_500).optional(),
  power: z.strictObject({
    message: levelSchema,
    invite: levelSchema,
    pin: levelSchema,
    present: levelSchema,
    notifyAll: levelSchema,
  }),
  /** Shows the call in Element too, as a widget of the room. */
  elementWidget: z.boolean(),
  /** Days before its beginning from which a scheduled room is made; absent: at once. */
  leadDays: z.number().int().min(0).max(365).optional(),
  expiry: z.strictObject({
    /** Days from the end until the room is closed. */
    graceDays: z.number().int().min(0).max(3650),
    closing: closingSchema,
    /** With `delete`: nobody on this server can enter the room again, even where others still have it. */
    block: z.boolean(),
  }),
});
export type TemplateSettings = z.infer<typeof templateSettingsSchema>;

/** A template as the API shows it. */
export const conferenceTemplateSchema = templateSettingsSchema.extend({
  id: templateIdSchema,
  /** Grows with every change; 0 for what comes with Plenum and nobody has changed. */
  version: z.number().int().min(0),
  /** Comes with Plenum: taking back its changes is all that removing it does. */
  builtIn: z.boolean(),
  /** Not offered any more: no room is made from it. Those that come with Plenum never are. */
  away: z.boolean(),
});
export type ConferenceTemplate = z.infer<typeof conferenceTemplateSchema>;

/** `GET /api/v1/templates`. */
export const templateListSchema = z.object({ templates: z.array(conferenceTemplateSchema) });

/** `PUT /api/v1/templates/{id}`: `version` is that which the caller saw, 0 for a new one. */
export const putTemplateRequestSchema = templateSettingsSchema.extend({
  version: z.number().int().min(0),
  away: z.boolean().default(false),
});
export type PutTemplateRequest = z.output<typeof putTemplateRequestSchema>;

const OPEN = { audio: false, video: false, desktop: false, chat: false } as const;
const MEETING: TemplateSettings = {
  kind: "meeting",
  name: { de: "Besprechung", en: "Meeting" },
  sentence: {
    de: "Alle sprechen und zeigen sich, wie am Tisch.",
    en: "Everybody speaks and is seen, as around a table.",
  },
  encrypted: true,
  lobby: false,
  locks: OPEN,
  choices: { encrypted: true, lobby: true },
  history: "invited",
  power: { message: 0, invite: 50, pin: 50, present: 50, notifyAll: 50 },
  elementWidget: true,
  expiry: { graceDays: 30, closing: "keep", block: false },
};

/** What comes with Plenum: one template for each kind, under the kind's name. */
export const BUILT_IN_TEMPLATES: Readonly<Record<ConferenceKind, TemplateSettings>> = {
  meeting: MEETING,
  lecture: {
    ...MEETING,
    kind: "lecture",
    name: { de: "Vortrag", en: "Lecture" },
    sentence: {
      de: "Wenige sprechen, viele hören zu und melden sich mit Fragen.",
      en: "A few speak, many listen and raise their hand for questions.",
    },
    power: { ...MEETING.power, notifyAll: 100 },
  },
  committee: {
    ...MEETING,
    kind: "committee",
    name: { de: "Gremium", en: "Committee" },
    sentence: {
      de: "Eine Sitzung, die jemand leitet, mit einer Reihenfolge der Redenden.",
      en: "A session with a chair and an order of speakers.",
    },
    power: { ...MEETING.power, pin: 100, notifyAll: 100 },
  },
  training: {
    ...MEETING,
    kind: "training",
    name: { de: "Schulung", en: "Training" },
    sentence: {
      de: "Eine Person zeigt, die anderen üben mit; wer später kommt, liest nach.",
      en: "One person shows, the others follow; whoever comes later can read up.",
    },
    encrypted: false,
    history: "shared",
    locks: { ...OPEN, desktop: true },
  },
};

/** What a room is to be: a template, and what was chosen for this one room. */
export const roomPlanSchema = z.object({
  title: z.string(),
  template: templateIdSchema,
  settings: templateSettingsSchema,
  startsAt: z.iso.datetime({ offset: true }).optional(),
  endsAt: z.iso.datetime({ offset: true }).optional(),
});
export type RoomPlan = z.infer<typeof roomPlanSchema>;

/** What a wish says about its room. */
export interface PlannedWish {
  readonly title: string;
  readonly encrypted?: boolean | undefined;
  readonly lobby?: boolean | undefined;
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
}

/**
 * The plan of a room. What the template does not leave open stays as the template has it.
 * @param template the template and its name
 * @returns the fields that the template does not leave open, where the wish contradicts
 */
export function planRoom(
  wish: PlannedWish,
  template: { readonly id: string; readonly settings: TemplateSettings },
): { readonly plan: RoomPlan; readonly refused: readonly ("encrypted" | "lobby")[] } {
  const { settings } = template;
  const refused = (["encrypted", "lobby"] as const).filter((field) => {
    const wanted = wish[field];
    return wanted !== undefined && wanted !== settings[field] && !settings.choices[field];
  });
  const plan = {
    title: wish.title,
    template: template.id,
    settings: {
      ...settings,
      encrypted: settings.choices.encrypted
        ? (wish.encrypted ?? settings.encrypted)
        : settings.encrypted,
      lobby: settings.choices.lobby ? (wish.lobby ?? settings.lobby) : settings.lobby,
    },
    ...(wish.startsAt === undefined ? {} : { startsAt: wish.startsAt }),
    ...(wish.endsAt === undefined ? {} : { endsAt: wish.endsAt }),
  };
  return { plan, refused };
}

/**
 * From when on a room is made.
 * @returns undefined: at once
 */
export function madeFrom(plan: RoomPlan): Date | undefined {
  const { leadDays } = plan.settings;
  if (leadDays === undefined || plan.startsAt === undefined) return undefined;
  return new Date(Date.parse(plan.startsAt) - leadDays * DAY);
}
