import type {
  AddedItem,
  AddItemsResponse,
  MigrationItemInput,
  MigrationKind,
} from "@plenum/model/migration";

/** Kinds that every wave sends alike: whose they are does not matter to it. */
const SHARED = new Set<MigrationKind>([
  "space",
  "group-room",
  "channel",
  "history",
  "channel-members",
]);

/** Refused things that are named one by one. */
const NAMED = 20;

export interface Refused {
  readonly kind: MigrationKind;
  readonly name: string;
  readonly told: AddedItem;
}

/** What the ledger said of the items of one wave. */
export class LoadOutcome {
  /** Items that were sent. */
  sent = 0;
  added = 0;
  unchanged = 0;
  replaced = 0;
  /** Things of rooms that an earlier wave has already. */
  shared = 0;
  refused = 0;
  /** Made already, and different now, by kind. */
  readonly changed = new Map<MigrationKind, number>();
  /** The first ones that were refused. */
  readonly named: Refused[] = [];

  add(items: readonly MigrationItemInput[], answer: AddItemsResponse): void {
    this.sent += items.length;
    this.added += answer.added;
    this.unchanged += answer.unchanged;
    this.replaced += answer.replaced;
    for (const told of answer.told) {
      const item = items[told.index];
      if (item === undefined || told.result === "replaced") continue;
      const { kind } = item;
      if (told.result === "changed") this.changed.set(kind, (this.changed.get(kind) ?? 0) + 1);
      else if (told.reason === "other-wave" && SHARED.has(kind)) this.shared += 1;
      else this.refuse({ kind, name: nameOf(item), told });
    }
  }

  private refuse(refused: Refused): void {
    this.refused += 1;
    if (this.named.length < NAMED) this.named.push(refused);
  }
}

function nameOf(item: MigrationItemInput): string {
  if ("displayName" in item) return `${item.displayName} (${item.userId})`;
  if ("userId" in item) return item.userId;
  if (item.kind === "members") return `${item.name ?? item.room.key} (${item.part})`;
  if ("name" in item) return item.name;
  return item.kind === "meeting" ? item.subject : item.channel;
}
