import { expect } from "@playwright/test";
import { z } from "zod";
import { asPerson, createAccount, joinRoom, type Account, uniqueName } from "../src/accounts.ts";
import { Outside } from "../src/pages/outside.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";
import { putState } from "../src/room-scene.ts";
import { talkOf } from "../src/talk.ts";

const createdSchema = z.object({ room_id: z.string() });

test("somebody asks to be let in, is admitted, gets a role, and is banned in the end", async ({
  cast,
}) => {
  test.setTimeout(patient(120_000));
  const [anna, ben] = await cast.pair("Anna Neumann", "Ben Krause");
  await anna.settings.create("Stellenplan", "Wer anfragt und eingelassen wird");
  const roomId = anna.room.id();

  // The address that Anna sends shows Ben the room from outside, and the way in.
  const outside = new Outside(ben.page);
  await outside.visit(roomId);
  await expect(outside.main.getByRole("heading", { name: "Stellenplan" })).toBeVisible();
  await expect(outside.main).toContainText("1 Person");
  await outside.ask("Ich vertrete Frau Krüger");
  await expect(anna.page.getByText("Ben Krause bittet um Eintritt.")).toBeVisible();
  await anna.members.open();
  await expect(anna.members.panel).toContainText("Ich vertrete Frau Krüger");
  await anna.members.admit("Ben Krause");
  await expect(outside.main).toContainText("Anna Neumann lädt Sie ein.");
  await outside.enter();
  await expect(ben.room.heading).toHaveText("Stellenplan");

  // What Anna sets, Ben sees; what he may not, he cannot change.
  await anna.settings.open("Allgemein");
  await anna.settings.change("Name", "Stellenplan 2027");
  await anna.settings.change("Thema", "Entwurf bis Freitag");
  await anna.settings.close();
  await expect(ben.room.heading).toHaveText("Stellenplan 2027");
  await expect(ben.page.locator(".pl-room__head")).toContainText("Entwurf bis Freitag");
  await ben.settings.open("Allgemein");
  await expect(ben.settings.dialog.getByLabel("Name", { exact: true })).toBeDisabled();
  await ben.settings.close();

  await ben.members.open();
  await expect(ben.members.group("Mitglieder")).toContainText("Ben Krause");
  await anna.members.open();
  await anna.members.setRole("Ben Krause", "Vortrag");
  await expect(ben.members.group("Vortragende")).toContainText("Ben Krause");

  await anna.members.remove("Ben Krause", "Sperren", "Falsche Vertretung");
  await expect(anna.members.group("Vortragende")).toHaveCount(0);
  await expect(ben.room.composer()).toHaveCount(0);
  await expect(ben.list.entry("Stellenplan 2027")).toHaveCount(0);
  await expect(
    outside.main.getByRole("button", { name: /Eintreten|Um Eintritt bitten/ }),
  ).toHaveCount(0);
  await anna.settings.open("Gesperrte");
  await expect(anna.settings.dialog).toContainText("Grund: Falsche Vertretung");
  await anna.settings.dialog
    .getByRole("button", { name: "Sperre von Ben Krause aufheben" })
    .click();
  await expect(anna.settings.dialog).toContainText("Niemand ist gesperrt");

  await anna.settings.leave();
  await expect(anna.list.entry("Stellenplan 2027")).toHaveCount(0);
});

test("a pasted list invites those it means, and names those it does not", async ({ cast }) => {
  const [anna, ben] = await cast.pair("Anna Neumann", "Ben Krause");
  const [cem, dora] = await Promise.all([
    createAccount(uniqueName("Cem")),
    createAccount("Dora Ihle"),
  ]);
  await anna.settings.create("Personalversammlung", "Nur wer eingeladen wird");
  await anna.members.paste(
    [
      ben.account.userId,
      `"${cem.displayName.slice(4)}, Cem" <c.a@amt.example>`,
      `Ihle\t${dora.userId}\tReferat 3`,
      "Zora Gibtesnicht",
      anna.account.userId,
    ].join("\n"),
  );
  const { dialog } = anna.members;
  await expect(dialog.getByText("Im Verzeichnis nicht gefunden")).toBeVisible();
  await expect(dialog.getByText("Schon im Raum oder eingeladen")).toBeVisible();
  await expect(dialog).toContainText("1 Eintrag wird nicht eingeladen");
  await anna.members.invite(3);
  await expect(anna.members.group("Eingeladen")).toContainText("Dora Ihle");

  await ben.list.accept("Personalversammlung");
  await expect(ben.room.heading).toHaveText("Personalversammlung");
  await expect(anna.members.group("Mitglieder")).toContainText("Ben Krause");
});

test("a renewed room is followed; one that points elsewhere is not", async ({ cast }) => {
  test.setTimeout(patient(120_000));
  const [anna, ben] = await cast.pair("Anna Neumann", "Ben Krause");
  const old = await oldRoom("Raumplanung", anna.account, ben.account);
  await ben.list.choose("Raumplanung", "Zu den Favoriten");
  await expect(ben.list.section("Favoriten").getByRole("link")).toHaveCount(1);
  await ben.list.open("Raumplanung");

  await anna.list.open("Raumplanung");
  await anna.settings.open("Erweitert");
  await expect(anna.settings.dialog).toContainText("Ausgeschlossen: spam.example");
  await anna.settings.dialog.getByRole("button", { name: /^Raum auf Version/ }).click();
  await anna.settings.dialog.getByRole("button", { name: "Schließen und erneuern" }).click();
  await expect(anna.settings.dialog).toHaveCount(0);
  await anna.room.write("Hier geht es weiter.");

  const main = ben.page.getByRole("main");
  await expect(main).toContainText("Er geht in einem neuen Raum weiter.");
  await expect(ben.room.composer()).toHaveCount(0);
  await main.getByRole("button", { name: "Zum neuen Raum" }).click();
  await expect(ben.room.message("Hier geht es weiter.")).toBeVisible();
  await expect(ben.list.section("Favoriten").getByRole("link")).toHaveCount(1);
  await expect(ben.list.entry("Raumplanung")).toHaveCount(1);
  await main.getByRole("link", { name: "Zum alten Raum" }).click();
  await expect(main).toContainText("Dieser Raum ist geschlossen");
  expect(ben.room.id()).toBe(old);

  // Bad input: a room that is said to go on at another organisation.
  const { roomId } = await talkOf("Poststelle", anna.account, [ben.account]);
  await putState(anna.account, roomId, "m.room.tombstone", "", {
    replacement_room: "!fremd:boese.example",
  });
  await ben.list.open("Poststelle");
  await expect(main).toContainText("verweist auf einen Raum bei boese.example");
  await expect(main.getByRole("button", { name: "Zum neuen Raum" })).toHaveCount(0);
  await main.getByRole("button", { name: "Raum ansehen" }).click();
  await expect(main.getByRole("heading", { level: 1 })).toHaveText(
    "Dieser Raum lässt sich nicht öffnen",
  );
  await expect(ben.list.entry("Poststelle")).toHaveCount(1);
});

test("the list is put in order by keyboard alone", async ({ cast }) => {
  const anna = await cast.colleague("Anna Neumann");
  const ben = await createAccount("Ben Krause");
  const [plan, budget] = await Promise.all(
    ["Plan", "Budget", "Kantine"].map((name) => talkOf(name, anna.account, [ben])),
  );
  const { list, page } = anna;
  await expect(list.section("Räume").getByRole("link")).toHaveCount(3);
  await list.choose("Plan", "Zu den Favoriten");
  await expect(list.section("Favoriten").getByRole("link")).toHaveAccessibleName("Plan");
  await list.choose("Kantine", "Zurückstellen");
  await expect(list.section("Zurückgestellt").getByRole("link")).toHaveAccessibleName("Kantine");
  await list.choose("Budget", "Stumm");
  await expect(list.entry("Budget")).toHaveAccessibleName("Budget, stumm geschaltet");
  await list.choose("Plan", "Als ungelesen vormerken");
  await expect(list.entry("Plan")).toHaveAccessibleName("Plan, als ungelesen vorgemerkt");

  // Muted: counted, but it does not ask for attention.
  await budget?.say(ben, "Die Zahlen sind da.");
  await expect(list.entry("Budget, 1 ungelesene Nachricht, stumm geschaltet")).toBeVisible();
  await list.quick("Ungelesen");
  await expect(list.nav.getByRole("link")).toHaveCount(1);
  await expect(list.entry("Plan")).toBeVisible();
  await list.quick("Ungelesen");

  await list.filter("kant");
  await expect(list.nav.getByRole("link")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(anna.room.heading).toHaveText("Kantine");
  await list.filter("");
  await expect(list.nav.getByRole("link")).toHaveCount(3);
  await list.entry("Kantine").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(list.entry("Plan")).toBeFocused();
  await page.keyboard.press("k");
  await expect(list.entry("Kantine")).toBeFocused();
  await plan?.say(ben, "Der Plan hängt.");
  await expect(list.entry("Plan, 1 ungelesene Nachricht")).toBeVisible();
});

/** A room in an older version, with a rule which servers may take part, and both people in it. */
async function oldRoom(name: string, host: Account, other: Account): Promise<string> {
  const created = await asPerson(host, "POST", "/_matrix/client/v3/createRoom", {
    preset: "public_chat",
    name,
    room_version: "10",
    initial_state: [
      {
        type: "m.room.server_acl",
        state_key: "",
        content: { allow: ["*"], deny: ["spam.example"], allow_ip_literals: true },
      },
    ],
  });
  const roomId = createdSchema.parse(created).room_id;
  await joinRoom(other, roomId);
  return roomId;
}
