import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import { Outside } from "../src/pages/outside.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";
import { putState } from "../src/room-scene.ts";

test("a space is found in the directory, entered, ordered, and leads into its rooms", async ({
  cast,
}) => {
  test.setTimeout(patient(120_000));
  const [anna, ben] = await cast.pair("Anna Neumann", "Ben Krause");
  const name = `Referat ${randomBytes(4).toString("hex")}`;
  await anna.settings.create(name, "Alle in der Organisation", { what: "Bereich", listed: true });
  const spaceId = anna.room.id();
  await anna.settings.create("Haushalt", "Mitglieder eines Bereichs", { space: name });
  await anna.settings.create("Umzug", "Mitglieder eines Bereichs", { space: name });
  const roomId = anna.room.id();
  // Bad input: a space that contains itself, and rooms that do not exist.
  await putState(anna.account, spaceId, "m.space.child", spaceId, { via: ["localhost"] });
  await putState(anna.account, spaceId, "m.space.child", "!nirgends:boese.example", {
    via: ["boese.example"],
  });
  await putState(anna.account, spaceId, "m.space.child", "__proto__", { via: 7, order: [] });

  // Before one is in the space, its rooms are closed.
  const outside = new Outside(ben.page);
  await outside.visit(roomId);
  await expect(outside.main).toContainText(/Dieser Raum lässt sich nicht öffnen|Mitglieder des/);

  await ben.page.getByRole("button", { name: "Neu", exact: true }).click();
  await ben.page.getByRole("menuitem", { name: "Räume finden" }).click();
  await outside.main.getByRole("searchbox").fill(name);
  await outside.main.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  await expect(outside.main.getByRole("heading", { level: 1 })).toHaveText(name);
  await outside.enter();
  const rows = outside.main.getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("Haushalt");

  // Whoever is in charge orders the space; the others see it so.
  await anna.page.goto(`/space/${encodeURIComponent(spaceId)}`);
  const annasRows = anna.page.getByRole("main").getByRole("listitem");
  await anna.page.getByRole("button", { name: "Umzug im Bereich ordnen" }).click();
  await anna.page.getByRole("menuitem", { name: "Nach oben" }).click();
  await expect(annasRows.first()).toContainText("Umzug");
  await anna.page.getByRole("button", { name: "Umzug im Bereich ordnen" }).click();
  await anna.page.getByRole("menuitem", { name: "Empfehlen" }).click();
  await expect(annasRows.first()).toContainText("empfohlen");
  await expect(rows.first()).toContainText("Umzug");

  await outside.main.getByRole("button", { name: "In Umzug eintreten" }).click();
  await expect(rows.first()).toContainText("Sie sind dabei");
  await rows
    .first()
    .getByRole("link", { name: /^Umzug/ })
    .click();
  await expect(ben.room.heading).toHaveText("Umzug");

  // The list shows the space alone, chosen in the tree by keyboard.
  await ben.page.getByRole("button", { name: "Bereich: Alle Bereiche" }).focus();
  await ben.page.keyboard.press("Enter");
  await expect(ben.page.getByRole("treeitem", { name: "Alle Bereiche" })).toBeFocused();
  await ben.page.keyboard.press("ArrowDown");
  await ben.page.keyboard.press("Enter");
  await expect(ben.page.getByRole("button", { name: `Bereich: ${name}` })).toBeFocused();
  await expect(ben.list.entry("Umzug")).toBeVisible();
});
