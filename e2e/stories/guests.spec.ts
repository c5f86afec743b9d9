import { expect } from "@playwright/test";
import { apiOf, inSeconds } from "../src/api.ts";
import { expectAccessible } from "../src/axe.ts";
import { expectToSeeAndHear } from "../src/media-probe.ts";
import { meetingOf } from "../src/meetings.ts";
import { test } from "../src/people.ts";
import { patient } from "../src/patience.ts";

const PHONE = { viewport: { width: 390, height: 844 } };

test("a guest with a code from the telephone is in with two clicks, and sent home alone", async ({
  cast,
}) => {
  test.setTimeout(patient(120_000));
  const host = await cast.colleague("Ulrike Brandt");
  const roomId = await meetingOf("Vergabegespräch", host);
  const api = await apiOf(host.account);
  const link = { expiresAt: inSeconds(3600), maxUses: 1, password: "Eiche" };
  const { url, code } = await api.createGuestLink(roomId, { ...link, withCode: true });
  const opensAt = inSeconds(1800);
  const early = await api.createGuestLink(roomId, { ...link, notBefore: opensAt });

  // Too early: the page names the time.
  const guest = await cast.guestAt(early.url, "Mehmet Aydin", PHONE);
  await guest.entrance.refuses(/gilt ab .*\d:\d\d/);

  // A typing error shows before anybody is asked; then the code, in small letters without hyphens.
  await guest.entrance.enterCode((code ?? "").replace(/.$/, (last) => (last === "2" ? "3" : "2")));
  await expect(guest.page.getByText(/falsch oder vertauscht/)).toBeVisible();
  await guest.entrance.typeCode((code ?? "").toLowerCase().replaceAll("-", " "));
  await guest.entrance.isShown("Vergabegespräch");
  await expectAccessible(guest.page);

  await guest.entrance.givePassword("Buche");
  await guest.entrance.giveName("Ulrike Brandt");
  await guest.entrance.submit();
  await expect(guest.page.getByText(/Dieses Passwort stimmt nicht/)).toBeVisible();
  await guest.entrance.givePassword("Eiche");
  await guest.entrance.submit();
  await expect(guest.page.getByText(/So heißt schon jemand im Raum/)).toBeVisible();

  await guest.entrance.countClicks();
  await guest.entrance.enter(guest.name);
  await guest.call.join();
  expect(await guest.entrance.clicks()).toBeLessThanOrEqual(2);
  expect(await guest.page.evaluate(() => localStorage.getItem("plenum.guest-name"))).toBeNull();

  const second = await cast.guestAt(url, "Zweiter Gast");
  await second.entrance.refuses(/schon so oft genutzt, wie er gilt/);

  await host.guestLinks.open();
  await expectAccessible(host.page);
  await host.guestLinks.sendHome("Mehmet Aydin (Gast)");
  await guest.entrance.hasEnded();
});

test("a revoked link takes its guest out of the call, who sees why", async ({ cast }) => {
  test.setTimeout(patient(180_000));
  const host = await cast.colleague("Ulrike Sommer");
  await meetingOf("Bietergespräch", host);
  const url = await host.guestLinks.create("Büro Nord");
  await host.room.openCall();
  await host.call.join();
  const guest = await cast.guestAt(url, "Lena Fuchs");
  await guest.entrance.enter(guest.name);
  await guest.call.join();
  await expectToSeeAndHear(host.page, 1);

  await host.guestLinks.revoke("Büro Nord");

  await guest.entrance.hasEnded();
  await host.call.hasPeople(1);
  const again = await cast.guestAt(url, "Lena Fuchs");
  await again.entrance.refuses(/wurde zurückgezogen/);
});
