import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { asPerson } from "../src/accounts.ts";
import { withCamera } from "../src/browser-flags.ts";
import { expectToSeeAndHear } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";
import { writeStandIn, type StandIn } from "../src/stand-in.ts";

const picture = fileURLToPath(new URL("../../docs/images/call.png", import.meta.url));

const people = {
  anna: {
    wall: [196, 132, 122],
    skin: [178, 112, 148],
    hair: [70, 120, 140],
    clothes: [92, 140, 112],
  },
  jonas: {
    wall: [204, 124, 130],
    skin: [168, 112, 150],
    hair: [96, 112, 140],
    clothes: [70, 140, 120],
  },
  beate: {
    wall: [188, 122, 124],
    skin: [188, 114, 146],
    hair: [150, 108, 138],
    clothes: [110, 122, 150],
  },
} as const satisfies Record<string, StandIn>;

// Only on request, so that ordinary runs leave the source tree as it was.
test.skip(process.env["PLENUM_README_SCREENSHOT"] !== "1", "makes the picture in the README");

test("the picture in the README", async ({ cast }, info) => {
  test.setTimeout(patient(240_000));
  const inFrontOf = (name: keyof typeof people) => {
    const file = info.outputPath(`${name}.y4m`);
    writeStandIn(file, people[name]);
    return cast.elsewhere(withCamera(file));
  };
  const wide = { viewport: { width: 1600, height: 900 } };
  const anna = await inFrontOf("anna").colleague("Anna Schmidt", wide);
  const jonas = await inFrontOf("jonas").colleague("Jonas Weber");
  for (const name of [
    "IT-Betrieb",
    "Haushalt 2027",
    "Redaktion Intranet",
    "Vergabe",
    "Personalrat",
  ]) {
    await asPerson(anna.account, "POST", "/_matrix/client/v3/createRoom", { name });
  }
  const title = "Projekt E-Akte";
  await meetingOf(title, anna, jonas);
  await anna.recovery.readCode();
  await anna.room.write("Guten Morgen! Hast du die Unterlagen zum **Aktenplan** gesehen?");
  await jonas.room.write("Ja, zwei Punkte sind noch offen. Ich habe Frau Krüger dazugebeten.");
  await expect(anna.room.message("dazugebeten")).toBeVisible();
  await callOf(anna, jonas);

  const url = await anna.guestLinks.create("Beate Krüger, Ingenieurbüro");
  await anna.guestLinks.close();
  const beate = await inFrontOf("beate").guestAt(url, "Beate Krüger");
  await beate.entrance.enter(beate.name);
  await beate.call.join();
  await beate.room.write("Vielen Dank für die Einladung! Den Entwurf habe ich vor mir.");
  await jonas.room.write("Willkommen, dann gehen wir ihn der Reihe nach durch.");
  await expect(anna.room.message("der Reihe nach")).toBeVisible();
  await expectToSeeAndHear(anna.page, 2);
  await anna.page.mouse.move(400, 700);
  await anna.page.screenshot({ path: picture });
});
