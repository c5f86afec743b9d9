import { expect } from "@playwright/test";
import { createAccount } from "../src/accounts.ts";
import { meetingOf } from "../src/meetings.ts";
import { Person, test } from "../src/people.ts";
import { patient } from "../src/patience.ts";

test("a wrong password is refused with a sentence, and the right one works after it", async ({
  cast,
}) => {
  const account = await createAccount("Petra Lang");
  const petra = new Person(account.displayName, await cast.window());
  await petra.signIn.open();

  await petra.signIn.submit(account.localpart, "geraten");
  await petra.signIn.says(/Benutzername oder Passwort stimmt nicht/);

  await petra.signIn.submit(account.localpart, account.password);
  await petra.list.isReady();
});

test("while the server is away sign-in says so and lets one try again", async ({ cast }) => {
  const account = await createAccount("Petra Kern");
  const petra = new Person(account.displayName, await cast.window());
  await petra.page.route("**/_matrix/**", (route) => route.abort("connectionrefused"));
  await petra.signIn.open();
  await petra.signIn.says(/Der Server ist nicht erreichbar/);

  await petra.page.unroute("**/_matrix/**");
  await petra.page.getByRole("button", { name: "Erneut versuchen" }).click();
  await petra.signIn.submit(account.localpart, account.password);
  await petra.list.isReady();
});

test("with nothing of the installation reachable the page itself says so", async ({ cast }) => {
  const page = await cast.window();
  await page.route("**/api/v1/config", (route) => route.abort("connectionrefused"));
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.unroute("**/api/v1/config");
  await page.getByRole("button", { name: "Erneut versuchen" }).click();
  await new Person("", page).signIn.isShown();
});

test("the recovery code opens old encrypted messages on a second device", async ({ cast }) => {
  const first = await cast.colleague("Sabine Hartmann");
  await meetingOf("Personalrat", first);
  await first.room.write("Das bleibt unter uns.");
  await expect(first.room.message("Das bleibt unter uns")).toBeVisible();
  await first.recovery.isSetUp();
  const code = await first.recovery.readCode();
  expect(code.replaceAll(/\s/g, "").length).toBeGreaterThan(40);
  // The key may reach the backup only after the second device has looked there: it looks again.

  const second = await cast.signedIn(first.account);

  await second.recovery.enter("EsTd 1234 falsch geraten");
  await second.recovery.refuses();
  await second.recovery.enter(code);
  await second.list.open("Personalrat");
  await expect(second.room.message("Das bleibt unter uns")).toBeVisible({
    timeout: patient(30_000),
  });
});

test("who signs out is out, on the device and on the server", async ({ cast }) => {
  const petra = await cast.colleague("Petra Sommer");
  await petra.signIn.signOut();
  await petra.signIn.isShown();
  await petra.page.reload();
  await petra.signIn.isShown();
});
