import type { MigrationItemInput } from "@plenum/model/migration";
import type { Tell } from "../findings/finding.ts";
import type { ExportedContacts } from "../records.ts";
import { readUserData } from "../user-data/read.ts";
import { contactsItem, ContactLosses, mergedLists } from "./contacts.ts";
import { say, type WaveItemsInput } from "./wave-input.ts";

const silently: Tell = () => undefined;

/** Contact lists of the people of a wave. What is wrong with them was told when they were read first. */
export async function* contactItems(input: WaveItemsInput): AsyncGenerator<MigrationItemInput> {
  const { plan, wave, gauge, tell } = input;
  const { moves, survey, serverName } = plan;
  const { fileOf, repeated } = survey.contacts;
  const losses = new ContactLosses();
  gauge.step = "contacts";
  for (const file of survey.sources.userData) {
    const several = new Map<string, ExportedContacts[]>();
    const itemOf = (list: ExportedContacts) => {
      const owner = moves.at(list.owner);
      return owner && contactsItem(list, owner, file.modified, moves, losses);
    };
    for await (const list of readUserData(file.name, gauge.open(file), silently)) {
      const owner = moves.at(list.owner);
      if (owner?.wave !== wave.at || owner.server !== serverName) continue;
      if (fileOf.get(list.owner) !== file.name) continue;
      if (repeated.has(list.owner)) {
        several.set(list.owner, [...(several.get(list.owner) ?? []), list]);
        continue;
      }
      const item = itemOf(list);
      if (item) yield item;
    }
    for (const lists of several.values()) {
      const list = mergedLists(lists);
      const item = list && itemOf(list);
      if (item) yield item;
    }
  }
  tellContacts(losses, tell);
}

function tellContacts(losses: ContactLosses, tell: Tell): void {
  const { contacts, lists, blocked, cut, distribution, distributionLists, examples } = losses;
  say(tell, "items-contacts-left", "loss", { contacts, lists, blocked }, contacts + blocked);
  say(tell, "items-contacts-cut", "loss", { count: cut }, cut);
  const groups = {
    groups: distribution,
    lists: distributionLists,
    examples: [...examples].join(", "),
  };
  say(tell, "items-distribution-groups", "loss", groups, distribution);
}
