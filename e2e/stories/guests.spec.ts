import { expect } from "@playwright/test";
import { apiOf, enterByLink, inSeconds, tryAs } from "../src/api.ts";
import { useOwnAddress } from "../src/own-address.ts";
import { expectToSeeAndHear } from "../src/media-probe.ts";
import { meetingOf } from "../src/meetings.ts";
import { Person, test } from "../src/people.ts";

test("a link for one guest lets one in and tells the second why not", async ({ cast }) => {
  const host = await cast.colleague("Ulrike Brandt");
  const roomId = await meetingOf("Vergabegespräch", host);
  const { url } = await (
    await apiOf(host.account)
  ).createGuestLink(roomId, { expiresAt: inSeconds(3600), maxUses: 1 });

  const first = await cast.guestAt(url, "Mehmet Aydin");
  await first.entrance.enter(first.name);
  await expect(first.room.heading).toHaveText("Vergabegespräch");

  const second = await cast.guestAt(url, "Zweiter Gast");
  await second.entrance.refuses(/so oft benutzt|aufgebraucht|nicht mehr|schon benutzt/);
});

test("when a link runs out its guest is out, and nobody enters by it any more", async ({
  cast,
}) => {
  const host = await cast.colleague("Ulrike Winter");
  const roomId = await meetingOf("Anhörung", host);
  const { url } = await (
    await apiOf(host.account)
  ).createGuestLink(roomId, { expiresAt: inSeconds(15), maxUses: 5 });

  const guest = await cast.guestAt(url, "Mehmet Kaya");
  await guest.entrance.enter(guest.name);
  await expect(guest.room.heading).toHaveText("Anhörung");
  await guest.entrance.hasEnded();

  const late = await cast.guestAt(url, "Zu Spät");
  await late.entrance.refuses(/abgelaufen|gilt nicht mehr/);
});

test("a revoked link takes its guest out of the call, who sees why", async ({ cast }) => {
  test.setTimeout(180_000);
  const host = await cast.colleague("Ulrike Sommer");
  await meetingOf("Bietergespräch", host);
  const url = await host.guestLinks.create("Büro Nord");
  await host.room.openCall();
  await host.call.join();
  const guest = await cast.guestAt(url, "Lena Fuchs");
  await guest.entrance.enter(guest.name);
  await guest.room.openCall();
  await guest.call.join();
  await expectToSeeAndHear(host.page, 1);

  await host.guestLinks.revoke("Büro Nord");

  await guest.entrance.hasEnded();
  await host.call.hasPeople(1);
  const again = await cast.guestAt(url, "Lena Fuchs");
  await again.entrance.refuses(/zurückgezogen|widerrufen|gilt nicht mehr/);
});

test("a guest's session opens this one room and nothing else", async ({ cast }) => {
  const host = await cast.colleague("Ulrike Vogel");
  const roomId = await meetingOf("Öffentliche Sitzung", host);
  const otherRoomId = await meetingOf("Interne Sitzung", host);
  const { url } = await (
    await apiOf(host.account)
  ).createGuestLink(roomId, { expiresAt: inSeconds(3600), maxUses: 1 });
  const guest = tryAs(await enterByLink(url, "Neugieriger Gast"));
  const other = encodeURIComponent(otherRoomId);

  expect(await guest("GET", `/rooms/${encodeURIComponent(roomId)}/joined_members`)).toBe(200);

  expect(await guest("POST", "/createRoom", {})).toBe(403);
  expect(await guest("POST", `/join/${other}`, {})).toBe(403);
  expect(await guest("POST", `/knock/${other}`, {})).toBe(403);
  expect(await guest("GET", `/rooms/${other}/messages?dir=b`)).toBe(403);
  expect(await guest("GET", `/rooms/${other}/state`)).toBe(403);
  expect(
    await guest("POST", `/rooms/${encodeURIComponent(roomId)}/invite`, {
      user_id: host.account.userId,
    }),
  ).toBe(403);
  expect(await guest("POST", "/user_directory/search", { search_term: "Ulrike" })).toBe(403);
  expect(await guest("GET", "/publicRooms")).toBe(403);
});

test("guessed codes get one sentence, and after ten of them a pause", async ({ cast }) => {
  const page = await cast.window();
  // The attempts count for an address of their own, not for the one of all other stories.
  await useOwnAddress(page);
  const guesser = new Person("Rater", page);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await guesser.page.goto(`/join/geraten-${attempt}-geraten-geraten`);
    await guesser.entrance.refuses(/gibt es nicht|unbekannt|kennen wir nicht|stimmt nicht/);
  }
  await guesser.page.goto("/join/geraten-zuletzt-geraten-geraten");
  await guesser.entrance.refuses(/zu viele Versuche/i);
});
