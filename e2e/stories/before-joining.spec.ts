import { expect, type Page } from "@playwright/test";
import { createAccount, joinRoom } from "../src/accounts.ts";
import { apiOf } from "../src/api.ts";
import { expectAccessible } from "../src/axe.ts";
import { withMicrophone } from "../src/browser-flags.ts";
import { patient } from "../src/patience.ts";
import { type Colleague, test } from "../src/people.ts";
import { noiseAndVoice, writeSound } from "../src/sounds.ts";

/** The bar of the preview over one round of the sound: its lowest and its highest, 0…1. */
async function levels(page: Page): Promise<{ readonly low: number; readonly high: number }> {
  return page.locator(".call-level__bar").evaluate(async (bar) => {
    const seen: number[] = [];
    for (let n = 0; n < 50; n += 1) {
      seen.push(Number((bar as HTMLElement).style.getPropertyValue("--call-level")));
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    // Single looks fall between two syllables.
    const sorted = seen.toSorted((one, other) => one - other);
    return { low: sorted[8] ?? 0, high: sorted.at(-8) ?? 0 };
  });
}

/** The microphone as it is: the browser's own filters would make every level another one. */
async function rawMicrophone(page: Page): Promise<void> {
  await page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    const raw = { autoGainControl: false, echoCancellation: false, noiseSuppression: false };
    devices.getUserMedia = (wanted) =>
      open({
        ...wanted,
        ...(wanted?.audio === undefined || wanted.audio === false ? {} : { audio: raw }),
      });
  });
}

/** A room of one person in front of a window and two who are elsewhere: so small that it rings it is not. */
async function meetingOfThree(title: string, { account, list }: Colleague): Promise<void> {
  const others = await Promise.all(["Jonas", "Mia"].map((name) => createAccount(name)));
  const api = await apiOf(account);
  const roomId = await api.createConference({ title, invite: others.map(({ userId }) => userId) });
  await Promise.all([account, ...others].map((one) => joinRoom(one, roomId)));
  await list.open(title);
}

test("who is about to join tries microphone, speaker and line, and is warned when speaking while muted", async ({
  cast,
}, info) => {
  const sound = await writeSound(info.outputPath("microphone.wav"), noiseAndVoice(1.5, 1.5));
  const anna = await cast.elsewhere(withMicrophone(sound)).colleague("Anna Vorher");
  const { page, call } = anna;
  await rawMicrophone(page);
  await meetingOfThree("Vorbereitung", anna);
  await anna.room.openCall();
  await call.says("Das Mikrofon hört Sie.");

  await test.step("noise is suppressed by 10 dB and more, a voice is not", async () => {
    const before = await levels(page);
    expect(before.low).toBeGreaterThan(0.3);
    await page.getByRole("switch", { name: "Geräusche unterdrücken" }).check();
    // Ten of the sixty decibels that the bar shows.
    const tenDecibels = 10 / 60;
    await expect
      .poll(async () => (await levels(page)).low, { timeout: patient(20_000) })
      .toBeLessThan(before.low - tenDecibels);
    expect((await levels(page)).high).toBeGreaterThan(before.high - 0.1);
  });

  await test.step("the speaker plays something, and one is asked", async () => {
    await page.getByRole("button", { name: "Lautsprecher testen" }).click();
    await page.getByRole("group", { name: "Haben Sie den Klang gehört?" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Ja", exact: true }).click();
    await call.says("Ihr Lautsprecher funktioniert.");
  });

  await test.step("the line is tested, and the report names nobody", async () => {
    await page.getByRole("button", { name: "Verbindung prüfen" }).click();
    const dialog = page.getByRole("dialog", { name: "Verbindung prüfen" });
    await expect(dialog.getByText(/Verbindung zum Videodienst steht/)).toBeVisible();
    await dialog.getByRole("button", { name: "Bericht kopieren" }).click();
    await expect(dialog.getByText(/Der Bericht ist kopiert/)).toBeVisible();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    expect(report).toContain("[socket: ok]");
    expect(report).not.toMatch(/Anna|anna|Vorbereitung/);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("microphone and camera are remembered as they were", async () => {
    await page.getByRole("switch", { name: "Mikrofon an" }).click();
    await page.getByRole("switch", { name: "Kamera an" }).click();
    await call.region.getByRole("button", { name: "Schließen" }).click();
    await anna.room.openCall();
    await expect(page.getByRole("switch", { name: "Mikrofon aus" })).toBeVisible();
    await expect(page.getByRole("switch", { name: "Kamera aus" })).toBeVisible();
    await expect(page.getByRole("switch", { name: "Geräusche unterdrücken" })).toBeChecked();
  });

  await test.step("who speaks while muted is told, and holds the space bar to be heard", async () => {
    await page.getByRole("switch", { name: "Zum Sprechen Leertaste halten" }).check();
    await call.join();
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await page.keyboard.down("Space");
    await expect(call.control("Mikrofon ausschalten")).toBeVisible();
    await page.keyboard.up("Space");
    await expect(call.control("Mikrofon einschalten")).toBeVisible();
    await call.says(/Ihr Mikrofon ist aus. Halten Sie die Leertaste/);
    await expectAccessible(page);
  });
});
