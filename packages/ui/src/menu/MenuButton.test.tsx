import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MenuButton } from "./MenuButton.tsx";

/** Name that stands at the button itself; null where its words are its name. */
function nameOf(label: string, words?: string): string | null {
  const html = renderToStaticMarkup(
    <MenuButton label={label} items={[]}>
      {words}
    </MenuButton>,
  );
  return /aria-label="([^"]*)"/.exec(html)?.[1] ?? null;
}

describe("the name of a button with a menu", () => {
  it.each([
    ["only an icon is seen", "More about Anna", undefined, "More about Anna"],
    ["the label says more than the words", "Moderate: Anna", "Moderate", "Moderate: Anna"],
    ["the label is the words", "Edit", "Edit", "Edit"],
    ["the label names only the menu", "What do you want to speak for?", "Raise hand", null],
  ])("%s", (_name, label, words, name) => {
    expect(nameOf(label, words)).toBe(name);
  });
});
