import { expect } from "@playwright/test";
import { z } from "zod";
import { asPerson, createAccount, joinRoom } from "../src/accounts.ts";
import { expectAccessible } from "../src/axe.ts";
import { send } from "../src/history.ts";
import { test } from "../src/people.ts";

test("a message in the clear carries a shield where all others are encrypted; they carry none", async ({
  cast,
}) => {
  const anna = await createAccount("Anna Berger");
  const jonas = await createAccount("Jonas Keller");
  const encryption = { algorithm: "m.megolm.v1.aes-sha2" };
  const created = await asPerson(anna, "POST", "/_matrix/client/v3/createRoom", {
    preset: "private_chat",
    name: "Vertraulich",
    initial_state: [{ type: "m.room.encryption", state_key: "", content: encryption }],
    invite: [jonas.userId],
  });
  const roomId = z.object({ room_id: z.string() }).parse(created).room_id;
  await joinRoom(jonas, roomId);
  await send(anna, roomId, { msgtype: "m.text", body: "Das kam offen an." });

  const { page, room } = await cast.signedIn(jonas);
  await page.goto(`/room/${encodeURIComponent(roomId)}`);
  const clear = room.message("Das kam offen an.");
  const mark = clear.getByRole("button", { name: "Nicht verschlüsselt" });
  await room.write("Verschlüsselte Antwort");
  await room.isDelivered("Verschlüsselte Antwort");
  await expect(mark).toBeVisible();
  await mark.click();
  await expect(clear).toContainText("Server unterwegs konnten sie lesen und ändern.");
  await expect(page.locator(".pl-doubt")).toHaveCount(1);
  await expectAccessible(page);
});
