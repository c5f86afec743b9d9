import { expect } from "@playwright/test";
import { uniqueName } from "../src/accounts.ts";
import { expectAccessible } from "../src/axe.ts";
import { test } from "../src/people.ts";

test("a colleague sees on the card and over the composer that somebody is not to be disturbed, and is out of office", async ({
  cast,
}) => {
  const [anna, jonas] = await cast.pair(uniqueName("Anna"), uniqueName("Jonas"));
  await anna.list.createConference("Haushalt", [jonas.account]);
  await jonas.list.accept("Haushalt");
  await anna.room.write("Der Entwurf liegt im Raum.");
  await anna.contacts.setStatus("Bitte nicht stören");

  await jonas.room
    .message("Der Entwurf liegt im Raum")
    .getByRole("button", { name: anna.name, exact: true })
    .click();
  const { card } = jonas.contacts;
  await expect(card.getByRole("heading", { name: anna.name })).toBeVisible();
  await expect(card).toContainText("bitte nicht stören");
  await expect(card).toContainText("Haushalt");
  await expectAccessible(jonas.page);
  await card.getByRole("button", { name: "Schreiben" }).click();
  await expect(jonas.room.heading).toContainText(anna.name);
  const composer = jonas.page.locator(".pl-room");
  await expect(composer.locator(".ui-banner")).toContainText("bitte nicht stören");

  await anna.contacts.setStatus("Mit Text und Ende");
  const dialog = anna.page.getByRole("dialog", { name: "Ihr Status" });
  await dialog.getByLabel("Status", { exact: true }).selectOption("außer Haus");
  await dialog.getByLabel(/^Text/).fill("Vertretung: Elif <b>Kaya</b>");
  await dialog.getByRole("button", { name: "Status setzen" }).click();
  await expect(dialog).toContainText("Wählen Sie den letzten Tag");
  await dialog.getByLabel("Letzter Tag").fill("2099-12-03");
  await expectAccessible(anna.page);
  await dialog.getByRole("button", { name: "Status setzen" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(composer.locator(".ui-banner")).toContainText(
    "außer Haus bis 3. Dezember: Vertretung: Elif <b>Kaya</b>",
  );

  await anna.contacts.setStatus("Automatisch");
  await expect(composer.locator(".ui-banner")).toHaveCount(0);
  await expect(jonas.page.locator(".pl-room__head")).toContainText("verfügbar");
});

test("contacts are found, grouped and kept by keyboard alone, on every device", async ({
  cast,
}) => {
  const [anna, elif] = await cast.pair(uniqueName("Anna"), uniqueName("Elif"));
  const { keyboard } = anna.page;
  await anna.contacts.open();
  await expect(anna.page.getByText("Noch keine Kontakte")).toBeVisible();

  await anna.contacts.search().focus();
  await keyboard.type(elif.name);
  await expect(anna.contacts.person(elif.name)).toBeVisible();
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("ArrowDown");
  await expect(anna.contacts.person(elif.name)).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await anna.contacts.search().fill("");
  await expect(anna.contacts.sections()).toHaveText(["Weitere Kontakte 1"]);

  await anna.page.getByRole("button", { name: "Gruppe anlegen" }).press("Enter");
  await keyboard.type("__proto__");
  await keyboard.press("Enter");
  await expect(anna.contacts.sections()).toHaveText(["__proto__ 0", "Weitere Kontakte 1"]);

  await anna.page.getByRole("button", { name: `Mehr zu ${elif.name}` }).press("Enter");
  await anna.page.getByRole("menuitem", { name: "Gruppen …" }).press("Enter");
  await anna.page.getByRole("switch", { name: "__proto__" }).press("Space");
  await keyboard.press("Escape");
  await anna.page.getByRole("button", { name: `Mehr zu ${elif.name}` }).press("Enter");
  await anna.page.getByRole("menuitem", { name: "Zu den Favoriten" }).press("Enter");
  await expect(anna.contacts.sections()).toHaveText(["Favoriten 1", "__proto__ 1"]);
  await expectAccessible(anna.page);

  const atHome = await cast.signedIn(anna.account);
  await atHome.page.keyboard.press("Escape");
  await atHome.page.goto("/people");
  await expect(atHome.contacts.sections()).toHaveText(["Favoriten 1", "__proto__ 1"]);
  await anna.page.getByRole("button", { name: "Gruppe __proto__ ändern" }).press("Enter");
  await anna.page.getByRole("menuitem", { name: "Umbenennen" }).press("Enter");
  await anna.page.getByLabel("Name der Gruppe").fill("Referat 12");
  await keyboard.press("Enter");
  await expect(atHome.contacts.sections()).toHaveText(["Favoriten 1", "Referat 12 1"]);
});
