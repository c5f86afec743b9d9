import { expect, type Locator } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { withCamera } from "../src/browser-flags.ts";
import { meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";
import { sharpnessOf } from "../src/sharpness.ts";
import { writeStandIn } from "../src/stand-in.ts";

const sitter = {
  wall: [220, 128, 128],
  skin: [178, 112, 148],
  hair: [70, 120, 140],
  clothes: [92, 140, 112],
  bars: true,
} as const;

/** A picture of one colour, as a file: the smallest PNG there is, of one red point. */
const RED = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

async function isAbout(picture: Locator, test: (sharpness: number) => boolean): Promise<void> {
  await expect
    .poll(async () => (await sharpnessOf(picture)).every(test), { timeout: patient(40_000) })
    .toBe(true);
}

test("what is behind somebody is blurred before it leaves their device, in every call from then on", async ({
  cast,
}, info) => {
  test.setTimeout(patient(180_000));
  const file = info.outputPath("camera.y4m");
  writeStandIn(file, sitter);
  const anna = await cast.elsewhere(withCamera(file)).colleague("Anna Hinterm");
  const jonas = await cast.colleague("Jonas Vorn");
  const { page, call } = anna;
  await meetingOf("Heimbüro", anna, jonas);
  await anna.room.openCall();
  const own = call.region.locator("video").first();
  const settings = call.region.locator("[data-background]");
  await isAbout(own, (sharpness) => sharpness > 20);
  const [sharp = 0] = await sharpnessOf(own);
  const isBlurred = (sharpness: number): boolean => sharpness < sharp / 8;

  await test.step("what cannot be loaded leaves everything blurred, and says so", async () => {
    const model = "**/selfie_segmentation_landscape*";
    await page.context().route(model, (route) => route.abort());
    await call.background("Stark unscharf");
    await call.says(/Ihr Hintergrund lässt sich gerade nicht ändern/);
    await isAbout(own, isBlurred);
    await expectAccessible(page);
    await page.context().unroute(model);
    await call.region.getByRole("button", { name: "Noch einmal versuchen" }).click();
  });

  await test.step("the preview shows it, and says how it goes", async () => {
    await expect(settings).toHaveAttribute("data-background", "on", { timeout: patient(40_000) });
    await isAbout(own, isBlurred);
  });

  await test.step("it is remembered, and not one picture comes without it", async () => {
    await page.reload();
    await anna.list.open("Heimbüro");
    await anna.room.openCall();
    await expect(call.region.getByLabel("Hintergrund", { exact: true })).toHaveValue("strong");
    expect((await sharpnessOf(own, 12)).filter((one) => !isBlurred(one))).toEqual([]);
    await expect(settings).toHaveAttribute("data-background", "on", { timeout: patient(40_000) });
  });

  await test.step("others see it so, and a change in the call is no break", async () => {
    await call.join();
    await jonas.room.openCall();
    await jonas.call.join();
    const seen = jonas.call.picture("Anna Hinterm");
    await isAbout(seen, isBlurred);
    await call.background("Wie er ist");
    await isAbout(seen, (sharpness) => sharpness > sharp / 3);
    await call.background("Stark unscharf");
    await isAbout(seen, isBlurred);
    await jonas.call.hasPeople(2);
  });

  await test.step("a camera that was off comes back blurred", async () => {
    await call.cameraOff();
    await call.cameraOn();
    const seen = jonas.call.picture("Anna Hinterm");
    await isAbout(seen, isBlurred);
    expect((await sharpnessOf(seen, 8)).filter((one) => !isBlurred(one))).toEqual([]);
  });

  await test.step("a picture of one's own stands behind one, and a file that is none is refused", async () => {
    await call.control("Geräte").click();
    await call.region.getByLabel("Hintergrund", { exact: true }).selectOption("picture");
    const input = call.region.locator("input[type=file]");
    await input.setInputFiles({
      name: "notiz.png",
      mimeType: "image/png",
      buffer: Buffer.from("kein Bild"),
    });
    await call.says(/Diese Datei ist kein Bild/);
    await input.setInputFiles({ name: "rot.png", mimeType: "image/png", buffer: RED });
    await expect(call.region.getByRole("button", { name: "Bild entfernen" })).toBeVisible();
    await expectAccessible(page);
    await expect.poll(() => cornerOf(jonas.call.picture("Anna Hinterm"))).toBe("red");
  });

  const [mask, painted] = await Promise.all(
    ["data-mask-cost", "data-frame-cost"].map((name) => settings.getAttribute(name)),
  );
  process.stdout.write(`  background: ${mask} ms a mask, ${painted} ms a picture of 640 × 360\n`);
});

/** Whether the upper left corner of a moving picture is red. */
async function cornerOf(video: Locator): Promise<string> {
  return video.evaluate((element) => {
    const context = document.createElement("canvas").getContext("2d");
    if (!context || !(element instanceof HTMLVideoElement)) return "nothing";
    context.drawImage(element, 0, 0);
    const [red = 0, green = 0] = context.getImageData(8, 8, 1, 1).data;
    return red > 150 && green < 90 ? "red" : `${red}, ${green}`;
  });
}
