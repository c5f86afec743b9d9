import { expect } from "@playwright/test";
import { apiOf, inSeconds } from "../src/api.ts";
import { expectAccessible } from "../src/axe.ts";
import { meetingOf } from "../src/meetings.ts";
import { test } from "../src/people.ts";

test("guests wait; a moderator elsewhere lets one in, and refuses another with a sentence", async ({
  cast,
}) => {
  const host = await cast.colleague("Ulrike Lenz");
  const roomId = await meetingOf("Bürgergespräch", host);
  const api = await apiOf(host.account);
  await api.changeLobby(roomId, { on: true, message: "Wir beginnen gleich." });
  const { url } = await api.createGuestLink(roomId, { expiresAt: inSeconds(3600), maxUses: 5 });
  await host.page.getByRole("link", { name: "Einstellungen", exact: true }).click();

  const phone = { viewport: { width: 390, height: 844 } };
  const first = await cast.guestAt(url, "Mehmet Aydin", phone);
  await first.entrance.ask(first.name, "Ich vertrete Frau Krüger");
  await first.lobby.waits("Wir beginnen gleich.");
  await first.page.getByRole("button", { name: "Kamera und Mikrofon prüfen" }).click();
  await expect(first.page.getByRole("switch", { name: "Mikrofon an" })).toBeVisible();
  await expectAccessible(first.page);
  await host.lobby.shows("Mehmet Aydin");
  await expectAccessible(host.page);
  await host.lobby.admitFromLine("Mehmet Aydin");
  // What was chosen while waiting goes on: straight into the call.
  await first.call.isRunning();

  const second = await cast.guestAt(url, "Lena Fuchs");
  await second.entrance.ask(second.name, "");
  await second.lobby.waits("Wir beginnen gleich.");
  await host.lobby.shows("Lena Fuchs");
  await host.lobby.look();
  await expectAccessible(host.page);
  await host.lobby.refuse("Lena Fuchs", "Diese Runde ist nicht öffentlich.");
  await second.lobby.isRefused("Diese Runde ist nicht öffentlich.");
  await expectAccessible(second.page);
});
