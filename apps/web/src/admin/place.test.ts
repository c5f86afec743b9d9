// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { placeIn, placeOf } from "./place.ts";

/** A list as the administration shows it: an entry for each name; those in capitals have no button. */
function list(name: string, entries: readonly string[]): string {
  const rows = entries.map((entry) => {
    const button = entry === entry.toUpperCase() ? "–" : `<button>${entry}</button>`;
    return `<tr><td>${entry}</td><td>${button}</td></tr>`;
  });
  return `<table><caption>${name}</caption><thead><tr><th>Name</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function sectionOf(html: string): HTMLElement {
  const section = document.createElement("section");
  section.innerHTML = `<button>reload</button>${html}`;
  return section;
}

function focusGoesTo(before: string, at: string, after: string): string {
  const button = [...sectionOf(before).querySelectorAll("button")].find(
    ({ textContent }) => textContent === at,
  );
  const place = button && placeOf(button);
  return place === undefined ? "no place" : (placeIn(sectionOf(after), place).textContent ?? "");
}

describe("when what had the focus is gone, the focus goes", () => {
  const three = list("reports", ["anna", "ben", "carl"]);
  it.each([
    ["to the entry that moved up", "ben", list("reports", ["anna", "carl"]), "carl"],
    ["to the last one where there is none after it", "carl", list("reports", ["anna"]), "anna"],
    [
      "to the next where the entry stays without a button",
      "ben",
      list("reports", ["anna", "BEN", "carl"]),
      "carl",
    ],
    [
      "to the one before where all after it have no button",
      "ben",
      list("reports", ["anna", "BEN", "CARL"]),
      "anna",
    ],
    [
      "to the heading of the empty list",
      "ben",
      `<div><h2 class="ui-empty__title">nothing open</h2></div>`,
      "nothing open",
    ],
    [
      "not into another list",
      "ben",
      `<h2>guests now</h2>${list("by day", ["monday", "tuesday"])}`,
      "guests now",
    ],
    [
      "into its own list among several",
      "ben",
      list("by day", ["monday", "tuesday"]) + list("reports", ["anna", "carl"]),
      "carl",
    ],
  ])("%s", (_story, at, after, expected) => {
    expect(focusGoesTo(three, at, after)).toBe(expected);
  });

  it("nowhere where it was in no list", () => {
    expect(focusGoesTo(three, "reload", three)).toBe("no place");
  });
});
