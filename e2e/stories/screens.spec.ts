import { expect, type Page } from "@playwright/test";
import { expectAccessible, expectContrast, expectNoSidewaysScroll } from "../src/axe.ts";
import { officeOf } from "../src/office.ts";
import { test, type Colleague } from "../src/people.ts";
import { patient } from "../src/patience.ts";

interface Look {
  readonly name: string;
  readonly dark?: boolean;
  readonly narrow?: boolean;
  readonly highContrast?: boolean;
  /** The same screen in other colours: nothing else needs to be looked at again. */
  readonly coloursOnly?: boolean;
}
const WIDE = { width: 1280, height: 800 };
/** Also what is left of a wide window at 200 %. */
const PHONE = { width: 390, height: 844 };

/** Every page and every dialog of somebody who is signed in, by address. */
async function screensOf({ account }: Colleague): Promise<readonly string[]> {
  const { spaceId, roomId, threadId, colleague } = await officeOf(account);
  const room = `/room/${encodeURIComponent(roomId)}`;
  const dialogs = [
    "new-message",
    "new-room",
    "new-conference",
    "new-meeting",
    "new-space",
    "scheduled",
    "shortcuts",
    "status",
  ];
  return [
    "/",
    "/inbox",
    "/people",
    "/meetings/week",
    "/directory",
    "/search?q=Montag",
    "/settings",
    `/space/${encodeURIComponent(spaceId)}`,
    "/join-room/%23gibt-es-nicht%3Alocalhost",
    "/gibt/es/nicht",
    room,
    `${room}/people`,
    `${room}/pins`,
    `${room}/threads`,
    `${room}/thread/${encodeURIComponent(threadId)}`,
    `${room}/person/${encodeURIComponent(colleague.userId)}`,
    `${room}?dialog=room-settings`,
    `${room}?dialog=invite-people`,
    `${room}?dialog=leave-room`,
    ...dialogs.map((name) => `/?dialog=${name}`),
  ];
}

/** Goes there as a click on a link does: without loading the client anew. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((path) => history.pushState(null, "", path), address);
  if (address.includes("dialog=")) await expect(page.getByRole("dialog")).toBeVisible();
  else await expect(page.getByRole("dialog")).toHaveCount(0);
  // The code and the data of a view come when it is first shown.
  await expect(page.locator(".pl-main h1").first()).toBeAttached();
  await expect(page.locator(".ui-skeleton, [aria-busy=true]")).toHaveCount(0);
}

async function put(page: Page, { dark, narrow, highContrast }: Look): Promise<void> {
  await page.setViewportSize(narrow === true ? PHONE : WIDE);
  await page.emulateMedia({ colorScheme: dark === true ? "dark" : "light" });
  await page.evaluate(
    (contrast) => {
      document.documentElement.dataset["contrast"] = contrast;
    },
    highContrast === true ? "high" : "normal",
  );
}

async function walk(page: Page, screens: readonly string[], looks: readonly Look[]): Promise<void> {
  for (const address of screens) {
    await test.step(address, async () => {
      await put(page, looks[0] ?? { name: "" });
      await goTo(page, address);
      for (const look of looks) {
        await test.step(look.name, async () => {
          await put(page, look);
          // With one column the list stands alone: no main region, no first heading.
          if (look.coloursOnly === true) return expectContrast(page);
          await expectAccessible(page, { practice: look.narrow !== true });
          return expectNoSidewaysScroll(page);
        });
      }
    });
  }
}

test("every screen, by day and by night, wide and narrow, with high contrast", async ({ cast }) => {
  test.setTimeout(patient(300_000));
  const anna = await cast.colleague("Anna Schmidt");
  const screens = await screensOf(anna);
  await anna.list.entry("Haushalt").waitFor();
  await walk(anna.page, screens, [
    { name: "light" },
    { name: "dark", dark: true, coloursOnly: true },
    { name: "high contrast", highContrast: true, coloursOnly: true },
    { name: "phone", narrow: true },
  ]);
});

test("every screen in English, on a phone by night", async ({ cast }) => {
  test.setTimeout(patient(300_000));
  const anna = await cast.colleague("Anna Schmidt");
  const screens = await screensOf(anna);
  await anna.list.entry("Haushalt").waitFor();
  await goTo(anna.page, "/settings");
  await anna.page.getByRole("radio", { name: "English" }).check({ force: true });
  await expect(anna.page.locator("html")).toHaveAttribute("lang", "en");
  await walk(anna.page, screens, [{ name: "phone by night", narrow: true, dark: true }]);
});
