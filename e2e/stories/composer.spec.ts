import { expect, type Locator } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { meetingOf } from "../src/meetings.ts";
import { test } from "../src/people.ts";

/** Pastes into the focused field as an office program puts it on the clipboard. */
async function paste(field: Locator, html: string, text: string): Promise<void> {
  await field.evaluate(
    (element, content) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", content.html);
      clipboardData.setData("text/plain", content.text);
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    },
    { html, text },
  );
}

const WORD = `<!--StartFragment--><p class=MsoNormal>Der <b>Haushalt</b>:<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Personal</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Sachmittel</p><!--EndFragment-->`;

test("a message with a mention, Office text and a command", async ({ cast }) => {
  const [anna, ben] = await cast.pair("Anna Neumann", "Ben [*Berg*]");
  await meetingOf("Haushalt", anna, ben);
  const field = anna.room.composer();

  await test.step("a mention by keyboard reaches the other person as one", async () => {
    await field.pressSequentially("Hallo @be");
    await expect(anna.page.getByRole("option", { name: "Ben [*Berg*]" })).toBeVisible();
    await expectAccessible(anna.page);
    await field.press("Enter");
    await expect(field).toHaveValue("Hallo @Ben [*Berg*] ");
    await field.pressSequentially("schau mal");
    await field.press("Enter");
    const message = ben.page.locator(".pl-message--mention", { hasText: "schau mal" });
    await expect(message.getByText("@Ben [*Berg*]", { exact: true })).toBeVisible();
  });

  await test.step("a name that is only typed is no mention", async () => {
    await field.fill("Ben [*Berg*] fehlt");
    await field.press("Enter");
    await expect(ben.room.message("fehlt")).toBeVisible();
    await expect(ben.page.locator(".pl-message--mention", { hasText: "fehlt" })).toHaveCount(0);
  });

  await test.step("text from Word becomes a list", async () => {
    await field.click();
    await paste(field, WORD, "Der Haushalt:\n· Personal\n· Sachmittel");
    await expect(field).toHaveValue("Der **Haushalt**:\n\n- Personal\n- Sachmittel");
    await field.press("Enter");
    await expect(ben.room.message("Haushalt").getByRole("listitem")).toHaveText([
      "Personal",
      "Sachmittel",
    ]);
  });

  await test.step("a book is not pasted", async () => {
    await paste(field, "", "x".repeat(5_000_000));
    await expect(anna.page.getByRole("alert")).toContainText("zu lang zum Einfügen");
    await expect(field).toHaveValue("");
  });

  await test.step("a command acts, an unknown one says so and is kept", async () => {
    await field.fill("/nick Chefin");
    await field.press("Enter");
    await expect(anna.page.getByRole("alert")).toContainText("„/nick“ gibt es nicht");
    await expect(field).toHaveValue("/nick Chefin");
    await field.fill("/ich winkt");
    await field.press("Enter");
    await expect(ben.room.message("Anna Neumann winkt")).toBeVisible();
  });
});

test("a draft survives the reload and is there on another device", async ({ cast }) => {
  const first = await cast.colleague("Anna Neumann");
  await first.recovery.isSetUp();
  await meetingOf("Haushalt", first);
  await meetingOf("Archiv", first);
  const code = await first.recovery.readCode();
  await first.list.open("Haushalt");
  await first.room.composer().pressSequentially("Noch nicht fertig");
  await first.list.open("Archiv");
  await expect(first.list.entry("Haushalt, Entwurf")).toBeVisible();
  await first.page.reload();
  await first.list.open("Haushalt");
  await expect(first.room.composer()).toHaveValue("Noch nicht fertig");

  const second = await cast.signedIn(first.account);
  await second.recovery.enter(code);
  await expect(second.list.entry("Haushalt, Entwurf")).toBeVisible();
  await second.list.open("Haushalt");
  await expect(second.room.composer()).toHaveValue("Noch nicht fertig");
  await second.room.composer().press("End");
  await second.room.composer().pressSequentially(", aber gleich");
  await second.room.composer().press("Enter");
  await first.list.open("Archiv");
  await expect(first.list.entry("Haushalt, Entwurf")).toHaveCount(0);
});
