import { z } from "zod";

const STORAGE_KEY = "plenum.call.wishes";

const beginSchema = z.object({
  microphone: z.boolean().optional().catch(undefined),
  camera: z.boolean().optional().catch(undefined),
});

const wishesSchema = z.object({
  /** How somebody begins a call, by kind of room. */
  begin: z.partialRecord(z.enum(["direct", "room"]), beginSchema).catch({}),
  /** Ids of microphones whose noise is to be suppressed; the empty one is the browser's choice. */
  suppression: z.array(z.string()).max(100).catch([]),
  pushToTalk: z.boolean().catch(false),
  /** What others see behind somebody, and whether this device keeps a picture for it. */
  background: z.enum(["none", "light", "strong", "picture"]).catch("none"),
  hasBackgroundPicture: z.boolean().catch(false),
  bandwidth: z
    .object({
      others: z.enum(["full", "small", "none"]).catch("full"),
      own: z.enum(["full", "medium", "small"]).catch("full"),
    })
    .catch({ others: "full", own: "full" }),
});
type Stored = z.infer<typeof wishesSchema>;

export type RoomKind = "direct" | "room";

/** Remembers on this device how somebody wants to be in calls. What can't be read counts as unsaid. */
export class Wishes {
  private stored: Stored;

  constructor(
    private readonly storage: Pick<Storage, "getItem" | "setItem"> | undefined,
    private readonly kind: RoomKind,
  ) {
    this.stored = this.load();
  }

  /** How calls in rooms of this kind begin; absent: as others begin. */
  begin(): { readonly microphone?: boolean | undefined; readonly camera?: boolean | undefined } {
    return this.stored.begin[this.kind] ?? {};
  }

  setBegin(source: "microphone" | "camera", on: boolean): void {
    const begin = { ...this.stored.begin, [this.kind]: { ...this.begin(), [source]: on } };
    this.store({ ...this.stored, begin });
  }

  /** @param microphone its device id; undefined where the browser chooses */
  suppresses(microphone: string | undefined): boolean {
    return this.stored.suppression.includes(microphone ?? "");
  }

  setSuppression(microphone: string | undefined, on: boolean): void {
    const others = this.stored.suppression.filter((id) => id !== (microphone ?? ""));
    // The last hundred devices: a browser that forgets ids gives new ones for ever.
    const suppression = on ? [...others, microphone ?? ""].slice(-100) : others;
    this.store({ ...this.stored, suppression });
  }

  get pushToTalk(): boolean {
    return this.stored.pushToTalk;
  }

  setPushToTalk(pushToTalk: boolean): void {
    this.store({ ...this.stored, pushToTalk });
  }

  /** How much of the line a call may have. */
  get bandwidth(): Stored["bandwidth"] {
    return this.stored.bandwidth;
  }

  setBandwidth(bandwidth: Stored["bandwidth"]): void {
    this.store({ ...this.stored, bandwidth });
  }

  get background(): Stored["background"] {
    return this.stored.background;
  }

  setBackground(background: Stored["background"]): void {
    this.store({ ...this.stored, background });
  }

  get hasBackgroundPicture(): boolean {
    return this.stored.hasBackgroundPicture;
  }

  setHasBackgroundPicture(hasBackgroundPicture: boolean): void {
    this.store({ ...this.stored, hasBackgroundPicture });
  }

  private store(next: Stored): void {
    this.stored = next;
    try {
      this.storage?.setItem(STORAGE_KEY, JSON.stringify(next));
    } catch {
      // A full or locked storage: the wish holds for this call.
    }
  }

  private load(): Stored {
    const nothing = wishesSchema.parse({});
    try {
      const raw: unknown = JSON.parse(this.storage?.getItem(STORAGE_KEY) ?? "{}");
      return wishesSchema.catch(nothing).parse(raw);
    } catch {
      return nothing;
    }
  }
}
