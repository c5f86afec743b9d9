import { expect } from "@playwright/test";
import { asPerson } from "../src/accounts.ts";
import { expectAccessible } from "../src/axe.ts";
import { pdf, png, wav } from "../src/files.ts";
import { meetingOf } from "../src/meetings.ts";
import { test } from "../src/people.ts";

test("several files go with their words, in order, and are looked at large", async ({ cast }) => {
  const [anna, jonas] = await cast.pair("Anna Schmidt", "Jonas Weber");
  await meetingOf("Bauakte", anna, jonas);

  await anna.files.choose(
    png("lageplan.png", 1200, 800),
    png("ansicht.png", 600, 900, { hue: 40 }),
    pdf("bescheid.pdf", ["Bescheid vom 3. November", "Seite zwei"]),
    wav("diktat.wav"),
  );
  await anna.files.caption("lageplan.png").fill("Stand von heute");
  await expectAccessible(anna.page);
  await anna.files.send();

  await expect
    .poll(() => jonas.files.names())
    .toEqual(["lageplan.png", "ansicht.png", "bescheid.pdf", "diktat.wav"]);
  await expect(jonas.room.message("Stand von heute")).toBeVisible();

  await jonas.files.picture("lageplan.png").click();
  await expect(jonas.files.large.getByRole("img", { name: "Stand von heute" })).toBeVisible();
  await expectAccessible(jonas.page);
  await jonas.page.keyboard.press("ArrowRight");
  await expect(jonas.files.large.getByRole("img", { name: "ansicht.png" })).toBeVisible();
  await expect(jonas.files.large).toContainText("Bild 2 von 2");
  const saved = jonas.page.waitForEvent("download");
  await jonas.files.large.getByRole("button", { name: "ansicht.png herunterladen" }).click();
  expect((await saved).suggestedFilename()).toBe("ansicht.png");
  await jonas.page.keyboard.press("Escape");
  await expect(jonas.files.large).toHaveCount(0);

  await jonas.room
    .message("bescheid.pdf")
    .getByRole("button", { name: "bescheid.pdf groß ansehen" })
    .last()
    .click();
  await expect(jonas.files.large.getByText("Bescheid vom 3. November")).toBeAttached();
  await expect(jonas.files.large.getByRole("region", { name: "Seite 2 von 2" })).toBeAttached();
  await expectAccessible(jonas.page);
  await jonas.page.keyboard.press("Escape");
  await expectAccessible(jonas.page);
});

test("files that lie or are too large harm nobody", async ({ cast }) => {
  const anna = await cast.colleague("Anna Schmidt");
  const roomId = await meetingOf("Posteingang", anna);

  // Larger than the server takes: refused with the limit, before a byte of it is read.
  const huge = await anna.page.evaluateHandle(() => {
    const file = new File(["x"], "video.mov", { type: "video/quicktime" });
    Object.defineProperty(file, "size", { value: 500_000_000 });
    const data = new DataTransfer();
    Object.defineProperty(data, "files", { value: [file] });
    Object.defineProperty(data, "types", { value: ["Files"] });
    return data;
  });
  await anna.page.evaluate((data) => {
    const column = document.querySelector(".pl-room__column");
    const event = new DragEvent("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: data });
    column?.dispatchEvent(event);
  }, huge);
  const question = anna.page.getByRole("dialog");
  await expect(
    question.getByText(/Zu groß: Gesendet werden können Dateien bis 1\d\d MB/),
  ).toBeVisible();
  await expect(question.getByRole("button", { name: /senden$/ })).toHaveCount(0);
  await question.getByRole("button", { name: "Abbrechen" }).click();

  // A picture whose head claims 50,000 pixels a side is sent, but never unpacked.
  await anna.files.choose(png("bombe.png", 40, 40, { claim: 50_000 }), png("klein.png", 80, 40));
  await anna.files.send();
  await expect.poll(() => anna.files.names()).toEqual(["bombe.png", "klein.png"]);
  await expect(anna.room.message("bombe.png")).toContainText("zu viele Bildpunkte");

  // Somebody else's client claims what it likes.
  const upload = await fetch(`${new URL(anna.page.url()).origin}/_matrix/media/v3/upload`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${anna.account.accessToken}`,
      "content-type": "image/png",
    },
    body: new Uint8Array(png("x.png", 200, 100).buffer),
  });
  const { content_uri: url } = (await upload.json()) as { content_uri: string };
  const send = (body: string, parts: object): Promise<unknown> =>
    asPerson(
      anna.account,
      "PUT",
      `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${body}`,
      { msgtype: "m.image", body, url, ...parts },
    );
  await send("wand.png", { info: { mimetype: "image/png", w: 90_000, h: 10, size: 500 } });
  await send("drehung.png", { info: { mimetype: "image/png", w: 50, h: 2000, size: 500 } });
  await send("skript.svg", { info: { mimetype: "image/svg+xml" } });
  await send("oben.png", { url: "mxc://localhost/../../admin", info: {} });
  const wall = await anna.files.boxOf("wand.png");
  expect(wall.width).toBeLessThanOrEqual(202);
  expect(wall.width / wall.height).toBeLessThan(6.5);
  const turned = await anna.files.boxOf("drehung.png");
  expect(turned.width).toBeLessThanOrEqual(52);
  await expect(anna.room.message("skript.svg").locator("img")).toHaveCount(0);
  await expect(anna.room.message("oben.png").locator("img")).toHaveCount(0);
});
