import { expect } from "@playwright/test";
import { expectToSeeAndHear } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { test } from "../src/people.ts";
import { watchForThirdParties } from "../src/third-parties.ts";
import { patient } from "../src/patience.ts";

// The client keeps itself for later.
test.use({ serviceWorkers: "allow" });

test("nothing that people do asks anybody but the agency's own server", async ({ cast }) => {
  test.setTimeout(patient(180_000));
  const [anna, jonas] = await cast.pair("Anna Lorenz", "Jonas Peters");
  const foreign = [anna, jonas].map(({ page }) => watchForThirdParties(page));
  // From the first request on: the whole client loads once more under watch.
  await anna.page.reload();
  await anna.list.isReady();
  await meetingOf("Datenschutz", anna, jonas);
  await anna.room.write("Alles bleibt im Haus, auch https://example.org/ wird nicht geladen.");
  await expect(jonas.room.message("Alles bleibt im Haus")).toBeVisible();
  await callOf(anna, jonas);
  await expectToSeeAndHear(anna.page, 1);
  const url = await anna.guestLinks.create("Externe");
  const guest = await cast.guestAt(url, "Gerd Gast");
  const foreignToGuest = watchForThirdParties(guest.page);
  await guest.page.reload();
  await guest.entrance.enter(guest.name);
  await guest.call.join();
  await expectToSeeAndHear(guest.page, 2);
  await anna.call.leave();
  await anna.signIn.signOut();
  await anna.signIn.isShown();

  expect([...foreign, foreignToGuest].flatMap((list) => list())).toEqual([]);
});
