import { expect } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { Inbox } from "../src/pages/inbox.ts";
import { Thread } from "../src/pages/thread.ts";
import { test } from "../src/people.ts";
import { patient } from "../src/patience.ts";
import { talkOf } from "../src/talk.ts";

test("an answer in a thread is unread for itself, and once read it is gone on every device", async ({
  cast,
}) => {
  test.setTimeout(patient(120_000));
  const [anna, ben] = await cast.pair("Anna Schmidt", "Ben Krause");
  const second = await cast.signedIn(ben.account);
  const title = "Sommerfest";
  const talk = await talkOf(title, anna.account, [ben.account]);
  await talk.say(anna.account, "Wer bringt einen Grill mit?");

  await anna.list.open(title);
  await ben.list.open(title);
  const question = "Wer bringt einen Grill mit?";
  const there = { anna: new Thread(anna.page), ben: new Thread(ben.page) };

  await there.anna.openAt(anna.room.message(question).first());
  await there.anna.write("Ich habe einen kleinen.");
  await expect(there.anna.message("Ich habe einen kleinen")).toBeVisible();

  // In the room stands only the line under the question.
  const line = there.ben.line(ben.room.message(question).first());
  await expect(line).toContainText("1 Antwort");
  await expect(line).toContainText("1 ungelesene Nachricht");
  await expect(ben.room.message("Ich habe einen kleinen")).toHaveCount(0);
  const inbox = { ben: new Inbox(ben.page), second: new Inbox(second.page) };
  await expect(inbox.ben.rail).toHaveAccessibleName("Eingang, 1 ungelesen, 0 Erwähnungen");
  await expect(second.list.entry(`${title}, 1 ungelesene Nachricht`)).toBeVisible();

  // Reading the room does not read the thread; reading the thread clears it everywhere.
  await ben.room.composer().click();
  await expect(line).toContainText("1 ungelesene Nachricht");
  await line.click();
  await expect(there.ben.message("Ich habe einen kleinen")).toBeVisible();
  await expect(line).not.toContainText("ungelesen");
  await expect(inbox.ben.rail).toHaveAccessibleName("Eingang");
  await expect(second.list.entry(title)).toHaveAccessibleName(title);
  await expect(inbox.second.rail).toHaveAccessibleName("Eingang");

  await there.ben.write("Dann reicht einer.");
  await expect(there.anna.message("Dann reicht einer")).toBeVisible();
  // A poll in the thread stays there.
  await there.ben.startPoll("Wann bauen wir auf?", ["Um neun", "Um zehn"]);
  await there.anna.poll("Wann bauen wir auf?").getByLabel("Um zehn").check({ force: true });
  await expect(there.ben.poll("Wann bauen wir auf?")).toContainText("1 Person hat abgestimmt");
  await expect(anna.room.message("Wann bauen wir auf")).toHaveCount(1);

  await expectAccessible(ben.page);
  await ben.page.reload();
  await expect(there.ben.message("Dann reicht einer")).toBeVisible();
  await there.ben.panel.getByRole("button", { name: "Alle Nebengespräche" }).click();
  await expect(
    ben.page.getByRole("button", { name: /Wer bringt einen Grill mit.*3 Antworten/ }),
  ).toBeVisible();
});

test("of many threads those in sight are there, and the keys lead to all of them", async ({
  cast,
}) => {
  test.setTimeout(patient(90_000));
  const anna = await cast.colleague("Anna Schmidt");
  const talk = await talkOf("Sammelthemen", anna.account, []);
  const many = 50;
  for (let index = 1; index <= many; index += 1) {
    const root = await talk.say(anna.account, `Thema ${index}.`);
    await talk.say(anna.account, `Antwort zu ${index}`, {
      "m.relates_to": {
        rel_type: "m.thread",
        event_id: root,
        is_falling_back: true,
        "m.in_reply_to": { event_id: root },
      },
    });
  }
  await anna.list.open("Sammelthemen");
  await anna.page.getByRole("button", { name: "Nebengespräche" }).click();
  const panel = anna.page.getByRole("complementary", { name: "Nebengespräche" });
  const entry = (index: number) => panel.getByRole("button", { name: `Thema ${index}.` });
  await expect(entry(many)).toBeVisible();
  expect(await panel.getByRole("listitem").count()).toBeLessThan(40);

  await entry(many).focus();
  await anna.page.keyboard.press("ArrowDown");
  await expect(entry(many - 1)).toBeFocused();
  // The end comes nearer with every page that is fetched.
  await expect(async () => {
    await anna.page.keyboard.press("End");
    await expect(entry(1)).toBeFocused({ timeout: 500 });
  }).toPass();
  await expect(entry(1)).toBeInViewport();
  await expect(entry(many)).toHaveCount(0);
  await expectAccessible(anna.page);
  await anna.page.keyboard.press("Enter");
  await expect(new Thread(anna.page).message("Antwort zu 1")).toBeVisible();
});
