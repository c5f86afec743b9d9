import { expect } from "@playwright/test";
import { asPerson } from "../src/accounts.ts";
import { expectAccessible, expectNoSidewaysScroll } from "../src/axe.ts";
import { readableIn } from "../src/browser-storage.ts";
import { meetingOf } from "../src/meetings.ts";
import { SearchBox } from "../src/pages/search-box.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test("what was said in an encrypted room is found after a reload, by keyboard alone, and lies nowhere readable", async ({
  cast,
}) => {
  const anna = await cast.colleague("Anna Suchmann");
  const box = new SearchBox(anna.page);
  await meetingOf("Haushaltsausschuss", anna);
  await anna.room.write("Der Nachtragshaushalt wird vertraulich behandelt.");
  await anna.room.isDelivered("Nachtragshaushalt");

  await anna.page.goto("/");
  await anna.list.isReady();
  await box.open();
  await anna.page.keyboard.type("nachtragshaush");
  await expect(box.option(/Nachtragshaushalt wird vertraulich/)).toBeVisible({
    timeout: patient(30_000),
  });
  await expectAccessible(anna.page, { practice: false });
  await anna.page.screenshot({ path: test.info().outputPath("box.png") });
  await box.choose(/Nachtragshaushalt wird vertraulich/);
  await expect(anna.room.heading).toHaveText("Haushaltsausschuss");
  expect(anna.page.url()).toContain("event=%24");

  await expect
    .poll(async () => (await readableIn(anna.page, "haushalt")).records)
    .toBeGreaterThan(2);
  expect((await readableIn(anna.page, "Nachtragshaushalt")).found).toEqual([]);

  await box.open();
  await anna.page.keyboard.type("(((.*\u202E👍„offen ");
  await expect(box.option(/Alle Nachrichten mit/)).toBeVisible();
  await anna.page.keyboard.press("Control+a");
  await anna.page.keyboard.type("dunkel");
  await box.choose(/Dunkles Farbschema/);
  await expect(anna.page.locator("html")).toHaveAttribute("data-theme", "dark");
  await anna.page.keyboard.press("?");
  await expect(anna.page.getByRole("dialog", { name: "Tastenkürzel" })).toContainText("Strg");
});

test("the page of results searches the server too, and is narrowed down by person and room", async ({
  cast,
}) => {
  const [anna, ben] = await Promise.all([
    cast.colleague("Anna Findig"),
    cast.colleague("Ben Schreiber"),
  ]);
  const box = new SearchBox(anna.page);
  const { room_id: roomId } = (await asPerson(
    anna.account,
    "POST",
    "/_matrix/client/v3/createRoom",
    {
      name: "Aushang",
      invite: [ben.account.userId],
    },
  )) as { room_id: string };
  await asPerson(ben.account, "POST", `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, {});
  for (const [account, body] of [
    [anna.account, "Dienstreise nach Bonn"],
    [ben.account, "Dienstreise nach Berlin"],
  ] as const) {
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/1`;
    await asPerson(account, "PUT", path, { msgtype: "m.text", body });
  }
  await anna.list.open("Aushang");

  await box.open();
  await anna.page.keyboard.type("Dienstreise");
  await box.choose(/Alle Nachrichten mit/);
  await expect(box.hits()).toHaveCount(2, { timeout: patient(30_000) });
  await expectAccessible(anna.page);
  await anna.page.screenshot({ path: test.info().outputPath("page.png") });
  await anna.page.getByLabel("Person").selectOption({ label: "Ben Schreiber" });
  await expect(box.hits()).toHaveCount(1);
  await expect(box.hits()).toContainText("Berlin");
  await expect(anna.page).toHaveURL(/from=/);

  const query = anna.page.getByRole("searchbox", { name: "Suchbegriffe" });
  await anna.page.getByRole("button", { name: "Filter aufheben" }).click();
  await query.fill('von:ich in:Aushang "Dienstreise nach');
  await query.press("Enter");
  await expect(box.hits()).toHaveCount(1);
  await expect(box.hits()).toContainText("Bonn");
  await query.fill("von:Niemandsland x");
  await query.press("Enter");
  await expect(anna.page.getByText("Keine Person heißt „Niemandsland“.")).toBeVisible();

  await anna.page.setViewportSize({ width: 390, height: 844 });
  await query.fill("Dienstreise");
  await query.press("Enter");
  await expect(box.hits()).toHaveCount(2);
  await expectNoSidewaysScroll(anna.page);
  await anna.page.screenshot({ path: test.info().outputPath("phone.png") });
  await box.hits().first().click();
  await expect(anna.room.heading).toHaveText("Aushang");
});
