import { type ContactsEdit, setFavouritePerson, setInGroup } from "@plenum/model";
import type { DragEvent } from "react";
import type { Section } from "./rows.ts";

/** What is dragged from one section to another. */
const TYPE = "application/x-plenum-contact";

/** Begins to drag a contact out of a section. */
export function startDragging(event: DragEvent, userId: string, from: Section): void {
  event.dataTransfer.setData(
    TYPE,
    JSON.stringify({ userId, from: from.kind === "group" ? from.id : "" }),
  );
  event.dataTransfer.effectAllowed = "copyMove";
}

/** Whether something that is dragged can be dropped in a section. */
export function accepts(event: DragEvent, section: Section): boolean {
  const place = section.kind === "group" || section.kind === "favourites";
  return place && event.dataTransfer.types.includes(TYPE);
}

/**
 * What dropping a contact does: it goes from its group into the other one, with Ctrl it is in both.
 * @param text as `startDragging` wrote it; anything else does nothing
 */
export function droppedEdits(
  text: string,
  section: Section,
  copy: boolean,
): { readonly userId: string; readonly edits: readonly ContactsEdit[] } | undefined {
  let dragged: { userId?: unknown; from?: unknown };
  try {
    dragged = JSON.parse(text) as typeof dragged;
  } catch {
    return undefined;
  }
  const { userId, from } = dragged;
  if (typeof userId !== "string" || typeof from !== "string") return undefined;
  if (section.kind === "favourites") return { userId, edits: [setFavouritePerson(userId, true)] };
  if (section.kind !== "group" || section.id === from) return undefined;
  const leave = from === "" || copy ? [] : [setInGroup(userId, from, false)];
  return { userId, edits: [setInGroup(userId, section.id, true), ...leave] };
}

/** The text of what was dropped. */
export function droppedText(event: DragEvent): string {
  return event.dataTransfer.getData(TYPE);
}
