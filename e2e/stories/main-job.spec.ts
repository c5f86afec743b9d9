import { expect } from "@playwright/test";
import { uniqueName } from "../src/accounts.ts";
import { expectToSeeAndHear } from "../src/media-probe.ts";
import { type Cast, type Colleague, test } from "../src/people.ts";
import { callMembersOf, powerLevelsOf, recordOf, setPowerLevels } from "../src/room-record.ts";
import { patient } from "../src/patience.ts";

// The client keeps itself for later.
test.use({ serviceWorkers: "allow" });

test("two colleagues chat encrypted, call from the room, and a guest joins by link", async ({
  cast,
}) => {
  test.setTimeout(patient(240_000));
  const title = "Projekt E-Akte: Jour fixe";
  const name = uniqueName("Jonas");
  const [anna, jonas] = await cast.pair("Anna Schmidt", name);

  // Encryption was set up by itself: the only trace is the advice to keep the code.
  await anna.recovery.isSetUp();

  await anna.list.createConference(title, [jonas.account]);
  await expect(anna.room.heading).toHaveText(title);
  await expect(anna.room.encryption).toHaveText(/verschlüsselt/i);

  await jonas.list.accept(title);
  await expect(jonas.room.heading).toHaveText(title);

  await anna.room.write("Guten Morgen, hast du die Unterlagen zum Aktenplan gesehen?");
  await expect(jonas.room.message("Unterlagen zum Aktenplan")).toBeVisible();
  await jonas.room.write("Ja, zwei Punkte sind noch offen. Ich rufe gleich an.");
  await expect(anna.room.message("zwei Punkte sind noch offen")).toBeVisible();

  // What the server keeps of it cannot be read there.
  const roomId = anna.room.id();
  const record = await recordOf(anna.account, roomId);
  const messages = record.filter(({ type }) => type.startsWith("m.room.message"));
  const encrypted = record.filter(({ type }) => type === "m.room.encrypted");
  expect(messages, "messages in the clear on the server").toEqual([]);
  expect(encrypted.length).toBeGreaterThanOrEqual(2);
  expect(JSON.stringify(record)).not.toContain("Aktenplan gesehen");

  await anna.room.openCall();
  await anna.call.join();
  await expect(jonas.room.inCall).toHaveText(/Anna Schmidt/);
  await expect.poll(() => callMembersOf(jonas.account, roomId)).toHaveLength(1);

  await jonas.room.openCall();
  await jonas.call.join();
  await anna.call.shows(name);
  await jonas.call.shows("Anna Schmidt");
  await expectToSeeAndHear(anna.page, 1);
  await expectToSeeAndHear(jonas.page, 1);

  const url = await anna.guestLinks.create("Beate Krüger, Ingenieurbüro");
  await anna.guestLinks.close();
  const guest = await cast.guestAt(url, "Beate Krüger");
  await expect(guest.page.getByText(title).first()).toBeVisible();
  await guest.entrance.enter("Beate Krüger");
  await guest.call.join();

  for (const person of [anna, jonas, guest]) await person.call.hasPeople(3);
  for (const person of [anna, jonas, guest]) await expectToSeeAndHear(person.page, 2);
  await expect(anna.call.tile("Beate Krüger")).toContainText("Gast");
  await expect.poll(() => callMembersOf(anna.account, roomId)).toHaveLength(3);

  // The chat beside the call is everybody's.
  await guest.room.write("Vielen Dank für die Einladung!");
  await expect(anna.room.message("Vielen Dank für die Einladung")).toBeVisible();
  await expect(jonas.room.message("Vielen Dank für die Einladung")).toBeVisible();
  await jonas.room.write("Willkommen! Der Entwurf liegt im Raum, wir gehen ihn jetzt durch.");
  await expect(guest.room.message("Der Entwurf liegt im Raum")).toBeVisible();

  await guest.call.leave();
  await anna.call.hasPeople(2);
  await expect.poll(() => callMembersOf(anna.account, roomId)).toHaveLength(2);
  await expectToSeeAndHear(anna.page, 1);
});

test("a message written without a network waits for it and goes out by itself, once", async ({
  cast,
}) => {
  const { anna, jonas } = await twoInARoom(cast, "Hausmitteilungen");

  await anna.page.context().setOffline(true);
  await anna.room.write("Die Kantine hat heute zu.");
  const message = anna.room.message("Die Kantine hat heute zu");
  await expect(message).toContainText("wird gesendet");
  await expect(anna.page.getByText("Keine Verbindung")).toBeVisible({ timeout: patient(30_000) });

  await anna.page.context().setOffline(false);
  await expect(jonas.room.message("Die Kantine hat heute zu")).toBeVisible({
    timeout: patient(30_000),
  });
  await expect(message).not.toContainText("wird gesendet");
  await expect(jonas.room.message("Die Kantine hat heute zu")).toHaveCount(1);
});

test("a message that the server refuses stays, says so, and goes out when it is tried again", async ({
  cast,
}) => {
  const { anna, jonas } = await twoInARoom(cast, "Bekanntmachungen");

  const open = await powerLevelsOf(anna.account, anna.room.id());
  // Whoever knows that nobody may write has no field to do it: it is written already, and waits.
  await jonas.page.context().setOffline(true);
  await jonas.room.write("Die Kantine hat heute zu.");
  await setPowerLevels(anna.account, anna.room.id(), { ...open, events_default: 50 });
  await jonas.page.context().setOffline(false);
  const message = jonas.room.message("Die Kantine hat heute zu");
  await expect(message.getByRole("alert")).toBeVisible({ timeout: patient(30_000) });
  await expect(anna.room.message("Die Kantine hat heute zu")).toHaveCount(0);

  await setPowerLevels(anna.account, anna.room.id(), open);
  await message.getByRole("button", { name: "Erneut versuchen" }).click();
  await expect(anna.room.message("Die Kantine hat heute zu")).toBeVisible({
    timeout: patient(30_000),
  });
  await expect(message.getByRole("alert")).toHaveCount(0);
});

/** Two colleagues in a new conference room in which a first message has arrived. */
async function twoInARoom(
  cast: Cast,
  title: string,
): Promise<{ readonly anna: Colleague; readonly jonas: Colleague }> {
  const [anna, jonas] = await cast.pair("Anna Vogt", uniqueName("Jonas"));
  await anna.list.createConference(title, [jonas.account]);
  await jonas.list.accept(title);
  await anna.room.write("Der Aufzug geht wieder.");
  await expect(jonas.room.message("Der Aufzug geht wieder")).toBeVisible();
  return { anna, jonas };
}
