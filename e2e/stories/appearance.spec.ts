import { expect, type BrowserContextOptions } from "@playwright/test";
import { expectAccessible, expectContrast, expectNoSidewaysScroll } from "../src/axe.ts";
import { apiOf, inSeconds } from "../src/api.ts";
import { roomsToLookAt } from "../src/room-scene.ts";
import { meetingOf } from "../src/meetings.ts";
import { test } from "../src/people.ts";
import { patient } from "../src/patience.ts";

const looks: readonly (BrowserContextOptions & { readonly look: string })[] = [
  { look: "wide, by day and by night" },
  { look: "on a phone", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
];

for (const { look, ...options } of looks) {
  test(`accessible everywhere: ${look}`, async ({ cast }) => {
    test.setTimeout(patient(240_000));
    const narrow = options.isMobile === true;

    const anna = await cast.colleague("Anna Neumann", options);
    const check = async (place: string, page = anna.page): Promise<void> => {
      await test.step(place, async () => {
        // With one column the list of rooms stands alone: no main region, no first heading.
        await expectAccessible(page, { practice: !narrow });
        if (narrow) {
          await expectNoSidewaysScroll(page);
          return;
        }
        // The same in other colours: nothing else needs to be looked at again.
        await page.emulateMedia({ colorScheme: "dark" });
        await expectContrast(page);
        await page.emulateMedia({ colorScheme: "light" });
      });
    };

    await check("room list");
    const roomId = await meetingOf("Barrierefreiheit", anna);
    await anna.room.write("Guten Tag, **zusammen**!\n\n- eins\n- zwei");
    await anna.room.write(
      "Ein langes Wort: Donaudampfschifffahrtselektrizitätenhauptbetriebswerk".repeat(2),
    );
    await expect(anna.room.message("Guten Tag")).toBeVisible();
    await check("room");
    await anna.room.openPeople();
    await check("people");
    await anna.guestLinks.create("Beirat");
    await check("guest links");
    await anna.guestLinks.close();
    await anna.room.openCall();
    await expect(anna.call.region).toBeVisible();
    await check("before the call");
    await anna.call.join();
    await check("in the call");
    await anna.call.leave();
    await check("after the call");
    // Pages and dialogs that need no such room are looked at with all the other screens.
    for (const dialog of ["recovery-code", "recover"]) {
      await anna.page.goto(`/?dialog=${dialog}`);
      await expect(anna.page.getByRole("dialog")).toBeVisible();
      await check(`dialog ${dialog}`);
    }
    const { url } = await (
      await apiOf(anna.account)
    ).createGuestLink(roomId, { expiresAt: inSeconds(3600), maxUses: 3 });
    const guest = await cast.guestAt(url, "Gast Barriere", options);
    await guest.entrance.isShown("Barrierefreiheit");
    await check("guest page", guest.page);
    await guest.entrance.enter(guest.name);
    await check("guest in the room", guest.page);

    const stranger = await cast.window(options);
    await stranger.goto("/");
    await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
    await check("sign-in", stranger);
  });
}

test("rooms from inside and outside are accessible in every look", async ({ cast }) => {
  test.setTimeout(patient(240_000));
  const anna = await cast.colleague("Anna Neumann");
  const { page } = anna;
  const scene = await roomsToLookAt(anna.account);
  const room = `/room/${encodeURIComponent(scene.busy)}`;
  const places: readonly (readonly [place: string, path: string, shows: string])[] = [
    ["people and who asks", `${room}/people`, "Ich vertrete Frau Krüger"],
    ["inviting", `${room}?dialog=invite-people`, "Oder eine Liste einfügen"],
    ["settings", `${room}?dialog=room-settings`, "Thema"],
    ["leaving", `${room}?dialog=leave-room`, "Nach Ihnen kann niemand"],
    ["a closed room", `/room/${encodeURIComponent(scene.closed)}`, "bei boese.example"],
    ["a room from outside", `/room/${encodeURIComponent(scene.outside)}`, "bittet darum"],
    ["no such room", `/room/${encodeURIComponent("!nirgends")}`, "lässt sich nicht öffnen"],
    ["a space", `/space/${encodeURIComponent(scene.space)}`, "Sie sind dabei"],
    ["directory", "/directory", "Räume finden"],
  ];
  for (const [place, path, shows] of places) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(path);
    await expect(page.getByText(shows).filter({ visible: true }).first()).toBeVisible();
    await test.step(`${place}: light`, async () => expectAccessible(page));
    await page.emulateMedia({ colorScheme: "dark" });
    await test.step(`${place}: dark`, async () => expectContrast(page));
    await page.setViewportSize({ width: 390, height: 844 });
    await test.step(`${place}: phone`, async () => {
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  }
});

test("in English for whoever has an English browser, switchable to German", async ({ cast }) => {
  const page = await cast.window({ locale: "en-GB" });
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Deutsch" }).check({ force: true });
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anmelden");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anmelden");
});
