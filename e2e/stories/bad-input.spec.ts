import { expect } from "@playwright/test";
import { createAccount } from "../src/accounts.ts";
import { roomOf, send } from "../src/history.ts";
import { test } from "../src/people.ts";

function html(formatted: string, body = "x"): unknown {
  return {
    msgtype: "m.text",
    body,
    format: "org.matrix.custom.html",
    formatted_body: formatted,
  };
}

function text(body: string): unknown {
  return { msgtype: "m.text", body };
}

/** What somebody may post who wants a room to break. The texts stay below the 65 kB of an event. */
function badContents(ownEventId: string): readonly { type?: string; content: unknown }[] {
  return [
    { content: html("<b>".repeat(15_000), "Sehr verschachtelt.") },
    { content: html("<blockquote>".repeat(90), "Zitate.") },
    { content: html("<a href='https://a.example'>x</a>".repeat(1500), "Sehr viele Verweise.") },
    { content: html('<img src=x onerror="window.bad=1"><script>window.bad=1</script>Bild') },
    { content: text("https://a.example ".repeat(3000)) },
    { content: text(`https://a.example/${")".repeat(50_000)}`) },
    { content: text("\n".repeat(25_000)) },
    { content: text(">".repeat(50_000)) },
    { content: text(`Z${"\u0301".repeat(10_000)}`) },
    { content: text("\u202Eumgekehrt\u2066") },
    { content: text("W".repeat(50_000)) },
    { content: {} },
    { type: "m.sticker", content: {} },
    { type: "m.poll.start", content: { "m.poll": { question: 5, answers: "no" } } },
    { content: { msgtype: "m.text" } },
    { content: { msgtype: 7, body: { a: 1 } } },
    { content: { msgtype: "__proto__", body: "Vorfahr" } },
    { content: JSON.parse('{"msgtype":"m.text","body":"Kette","__proto__":{"x":1}}') as unknown },
    { content: { msgtype: "m.location", body: "Ort", geo_uri: "geo:0,0" } },
    { type: "org.example.unknown", content: { anything: [1, 2, 3] } },
    { type: "m.reaction", content: { "m.relates_to": { rel_type: "m.annotation", key: {} } } },
    {
      content: {
        msgtype: "m.text",
        body: "* gefälscht",
        "m.new_content": { msgtype: "m.text", body: "gefälscht" },
        "m.relates_to": { rel_type: "m.replace", event_id: ownEventId },
      },
    },
    {
      content: {
        msgtype: "m.text",
        body: "Antwort auf nichts",
        "m.relates_to": { "m.in_reply_to": { event_id: "$gibtesnicht" } },
      },
    },
  ];
}

test("whatever somebody posts: the room shows, scrolls, and goes on", async ({ cast }) => {
  const anna = await createAccount("Anna Berger");
  const jonas = await createAccount("Jonas Keller");
  const roomId = await roomOf("Wilde Eingaben", anna, jonas);
  const own = await send(jonas, roomId, { msgtype: "m.text", body: "Von mir selbst." });
  let refused = 0;
  for (const { type, content } of badContents(own)) {
    // What the homeserver itself refuses never reaches a client.
    await send(anna, roomId, content, type).catch((error: unknown) => {
      if (!String(error).includes("answered 400")) throw error;
      refused += 1;
    });
  }
  expect(refused).toBeLessThan(5);
  await send(anna, roomId, { msgtype: "m.text", body: "Am Ende alles gut." });

  const { page, room, list } = await cast.signedIn(jonas);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    // That an answered message does not exist is said by the server, not by the client; and the
    // browser reports handlers in HTML already while the sanitiser reads it, outside of any page.
    const expected = /404|^Executing inline event handler violates/;
    if (message.type() === "error" && !expected.test(message.text())) problems.push(message.text());
  });
  await list.open("Wilde Eingaben");
  const end = room.message("Am Ende alles gut.");
  await page
    .getByRole("button", { name: /^Zu den neuesten/ })
    .or(end)
    .first()
    .click();
  await expect(end).toBeInViewport();

  const own1 = room.message("Von mir selbst.");
  const harmful = page.getByRole("log").locator("script, iframe, [onerror], img[src=x]");
  await page.mouse.move(700, 450);
  await expect(async () => {
    await page.mouse.wheel(0, -1200);
    expect(await harmful.count()).toBe(0);
    await expect(own1).toBeInViewport({ timeout: 300 });
  }).toPass();
  await expect(own1).not.toContainText("gefälscht");
  await room.write("Ich schreibe weiter.");
  await room.isDelivered("Ich schreibe weiter.");
  await expect(room.message("Ich schreibe weiter.")).toBeInViewport();
  expect(await page.evaluate(() => "bad" in window)).toBe(false);
  expect(problems).toEqual([]);
});
