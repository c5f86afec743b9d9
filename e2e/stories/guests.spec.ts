import { expect } from "@playwright/test";
import { createAccount, joinRoom, publishRoom } from "../src/accounts.ts";
import { apiOf, enterByLink, inSeconds, tryAs } from "../src/api.ts";
import { useOwnAddress } from "../src/own-address.ts";
import { expectToSeeAndHear } from "../src/media-probe.ts";
import { meetingOf } from "../src/meetings.ts";
import { Person, test } from "../src/people.ts";
import { patient } from "../src/patience.ts";

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
  await second.entrance.refuses(/schon so oft genutzt, wie er gilt/);
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
  await late.entrance.refuses(/ist abgelaufen/);
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

test("a guest's session opens this one room and nothing else", async () => {
  const host = await createAccount("Ulrike Vogel");
  const stranger = await createAccount("Ulrike Fremd");
  const api = await apiOf(host);
  const roomId = await api.createConference({ title: "Öffentliche Sitzung" });
  const otherRoomId = await api.createConference({ title: "Interne Sitzung" });
  await joinRoom(host, roomId);
  const { url } = await api.createGuestLink(roomId, { expiresAt: inSeconds(3600), maxUses: 1 });
  const guest = tryAs(await enterByLink(url, "Neugieriger Gast"));
  const own = encodeURIComponent(roomId);
  const other = encodeURIComponent(otherRoomId);

  expect(await guest("GET", `/rooms/${own}/joined_members`)).toMatchObject({ status: 200 });

  const refused = { status: 403 };
  expect(await guest("POST", "/createRoom", {})).toMatchObject(refused);
  expect(await guest("POST", `/join/${other}`, {})).toMatchObject(refused);
  expect(await guest("POST", `/knock/${other}`, {})).toMatchObject(refused);
  expect(await guest("GET", `/rooms/${other}/messages?dir=b`)).toMatchObject(refused);
  expect(await guest("GET", `/rooms/${other}/state`)).toMatchObject(refused);
  const invitation = { user_id: host.userId };
  expect(await guest("POST", `/rooms/${own}/invite`, invitation)).toMatchObject(refused);

  // The directories of people and rooms look empty to guests, whatever the agency has published.
  const search = { search_term: "Ulrike" };
  expect(await guest("POST", "/user_directory/search", search)).toMatchObject({
    body: { results: [] },
  });
  const published = await publishRoom(stranger);
  expect(JSON.stringify(await guest("GET", "/publicRooms"))).not.toContain(published);
  expect(await guest("GET", `/profile/${encodeURIComponent(stranger.userId)}`)).not.toMatchObject({
    status: 200,
  });
});

test("guessed codes get one sentence, and after ten of them a pause", async ({ cast }) => {
  const page = await cast.window();
  // The attempts count for an address of their own, not for the one of all other stories.
  await useOwnAddress(page);
  const guesser = new Person("Rater", page);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await guesser.page.goto(`/join/geraten-${attempt}-geraten-geraten`);
    await guesser.entrance.refuses(/Diesen Link gibt es nicht/);
  }
  await guesser.page.goto("/join/geraten-zuletzt-geraten-geraten");
  await guesser.entrance.refuses(/zu viele Versuche/i);
});
