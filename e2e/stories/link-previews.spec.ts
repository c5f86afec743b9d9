import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { asPerson } from "../src/accounts.ts";
import { expectAccessible } from "../src/axe.ts";
import { meetingOf } from "../src/meetings.ts";
import { test } from "../src/people.ts";

const PAGE = `<!doctype html><html><head>
<meta property="og:title" content="Neue Öffnungszeiten">
<meta property="og:site_name" content="Landesamt">
<meta property="og:description" content="Die Stelle öffnet früher.">
</head><body>Text</body></html>`;

test("a web page is shown in short through the server, in open rooms alone", async ({ cast }) => {
  const agents: string[] = [];
  const pages = createServer((request, response) => {
    agents.push(request.headers["user-agent"] ?? "");
    response.setHeader("content-type", "text/html").end(PAGE);
  });
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  try {
    const link = `http://127.0.0.1:${(pages.address() as AddressInfo).port}/zeiten`;
    const [anna, jonas] = await cast.pair("Anna Schmidt", "Jonas Weber");
    const asked: string[] = [];
    anna.page.on("request", (request) => {
      if (request.url().includes("preview_url")) asked.push(request.url());
    });

    await meetingOf("Vertraulich", anna, jonas);
    await anna.room.write(`Siehe ${link}`);
    await anna.room.isDelivered(`Siehe ${link}`);

    await asPerson(anna.account, "POST", "/_matrix/client/v3/createRoom", { name: "Offener Raum" });
    await anna.list.open("Offener Raum");
    await anna.room.write(`Lesen Sie ${link}.`);
    const card = anna.page.getByRole("link", { name: "Vorschau: Neue Öffnungszeiten" });
    await expect(card).toBeVisible();
    await expect(card).toHaveAttribute("href", link);
    await expect(anna.room.message("Lesen Sie")).toContainText("Die Stelle öffnet früher.");
    await expectAccessible(anna.page);
    // The encrypted room came first and asked for nothing; the browser itself went nowhere.
    expect(asked).toHaveLength(1);
    expect(agents.every((agent) => !agent.includes("Mozilla"))).toBe(true);

    await anna.page.getByRole("button", { name: "Vorschau ausblenden" }).click();
    await expect(card).toHaveCount(0);
    await expect(anna.page.getByRole("link", { name: link })).toBeVisible();
  } finally {
    pages.close();
  }
});
