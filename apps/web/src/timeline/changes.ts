import type { Translate } from "../i18n/keys.ts";
import type { ChangeItem } from "./rows.ts";

/** A change of the room as a sentence. */
export function changeText(item: ChangeItem, t: Translate): string {
  const name = item.sender.displayName;
  const { change } = item;
  switch (change.type) {
    case "joined":
    case "knocked":
      return t(`change.${change.type}`, { name: change.target.displayName });
    case "left":
      return t("change.left", { name: change.target.displayName });
    case "invited":
    case "removed":
      return t(`change.${change.type}`, { name, target: change.target.displayName });
    case "named":
      return t("change.named", { before: change.before, now: change.now });
    case "renamed":
      return t("change.renamed", { name, room: change.name });
    case "topic":
      return change.topic === ""
        ? t("change.topicRemoved", { name })
        : t("change.topic", { name, topic: change.topic });
    case "encryption":
      return t("change.encryption");
    case "created":
      return t("change.created", { name });
    case "call-joined":
      return t("change.callJoined", { name });
    case "call-left":
      return t("change.callLeft", { name });
    case "other":
      return t("change.other", { name });
    default:
      return change satisfies never;
  }
}
