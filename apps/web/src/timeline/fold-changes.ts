import type { Translate } from "../i18n/keys.ts";
import { namesOf } from "./announcement.ts";
import { changeText } from "./changes.ts";
import type { ChangeItem } from "./rows.ts";

/** Sentences that a folded row shows at most. */
const MOST_SENTENCES = 3;

type Shared = "joined" | "left" | "invited" | "removed" | "knocked" | "call-joined" | "call-left";

const TOGETHER: ReadonlySet<string> = new Set<Shared>([
  "joined",
  "left",
  "invited",
  "removed",
  "knocked",
  "call-joined",
  "call-left",
]);

/** What several people did, each the same, is one sentence. */
function groupOf({ change }: ChangeItem): string | undefined {
  return TOGETHER.has(change.type) ? change.type : undefined;
}

function whoOf({ change, sender }: ChangeItem): { id: string; name: string } {
  const person = "target" in change ? change.target : sender;
  return { id: person.userId, name: person.displayName };
}

/**
 * Neighbouring changes in as few sentences as possible: "Anna and 4 others joined." Kinds stand in
 * the order in which they came first; whoever did the same twice is named once.
 */
export function foldChanges(items: readonly ChangeItem[], t: Translate): string {
  const groups = new Map<string, ChangeItem[]>();
  for (const item of items) {
    const group = groupOf(item) ?? item.key;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [item]);
    else known.push(item);
  }
  const sentences = Array.from(groups.values(), (group) => sentenceOf(group, t));
  const shown = sentences.slice(0, MOST_SENTENCES);
  const more = sentences.length - shown.length;
  if (more > 0) shown.push(t("timeline.moreChanges", { count: more }));
  return shown.join(" ");
}

function sentenceOf(group: readonly ChangeItem[], t: Translate): string {
  const [first] = group;
  if (first === undefined) return "";
  const people = new Map(group.map((item) => [whoOf(item).id, whoOf(item).name]));
  if (people.size === 1) return changeText(first, t);
  const names = namesOf([...people.values()], t);
  return t(`change.many.${first.change.type as Shared}`, { names });
}
