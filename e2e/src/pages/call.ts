import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import { patient } from "../patience.ts";

/** The call, before, in and after it, wherever the window shows it. */
export class Call {
  readonly region: Locator;

  /** @param page the window, or the frame of another client in which the call runs */
  constructor(page: Page | FrameLocator) {
    this.region = page.getByRole("region", { name: /^(?:Besprechung|Konferenz|Videokonferenz): / });
  }

  /** From the preview into the call; waits until the controls of a running call are there. */
  async join(): Promise<void> {
    await this.region.getByRole("button", { name: "Beitreten", exact: true }).click();
    await this.isRunning();
  }

  /** Presses the button that joins, and waits until the call has said that it does not work. */
  async tryToJoin(): Promise<void> {
    await this.region.getByRole("button", { name: "Beitreten", exact: true }).click();
    await expect(this.region).toHaveAttribute("data-phase", "failed", { timeout: patient(30_000) });
  }

  async isRunning(): Promise<void> {
    await expect(this.control("Besprechung verlassen")).toBeVisible({ timeout: patient(30_000) });
  }

  async leave(): Promise<void> {
    await this.control("Besprechung verlassen").click();
  }

  /** After an end: takes the call off the screen. */
  async close(): Promise<void> {
    await this.region.getByRole("button", { name: "Schließen" }).click();
    await expect(this.region).toHaveCount(0);
  }

  /** After an end: the button that leads back in. */
  async rejoin(): Promise<void> {
    await this.region.getByRole("button", { name: "Erneut beitreten" }).click();
    await this.isRunning();
  }

  async mute(): Promise<void> {
    await this.control("Mikrofon ausschalten").click();
    await expect(this.control("Mikrofon einschalten")).toBeVisible();
  }

  async unmute(): Promise<void> {
    await this.control("Mikrofon einschalten").click();
    await expect(this.control("Mikrofon ausschalten")).toBeVisible();
  }

  async cameraOff(): Promise<void> {
    await this.control("Kamera ausschalten").click();
    await expect(this.control("Kamera einschalten")).toBeVisible();
  }

  async cameraOn(): Promise<void> {
    await this.control("Kamera einschalten").click();
    await expect(this.control("Kamera ausschalten")).toBeVisible();
  }

  async shareScreen(): Promise<void> {
    await this.control("Bildschirm teilen").click();
    await expect(this.control("Teilen beenden")).toBeVisible();
  }

  async stopSharing(): Promise<void> {
    await this.control("Teilen beenden").click();
    await expect(this.control("Bildschirm teilen")).toBeVisible();
  }

  /** A button of the call's toolbar. */
  control(name: string): Locator {
    return this.region.getByRole("toolbar").getByRole("button", { name, exact: true });
  }

  /** Who speaks is large from now on, the others small beside. */
  async showSpeaker(): Promise<void> {
    await this.control("Wer spricht, groß zeigen").click();
    await expect(this.control("Alle gleich groß zeigen")).toBeVisible();
  }

  /** Something of the menu at a person's picture. */
  async choose(name: string, item: string): Promise<void> {
    await this.openMenu(name);
    await this.menuItem(item).click();
  }

  async openMenu(name: string): Promise<void> {
    await this.region.getByRole("button", { name: `Ansicht von ${name}` }).click();
  }

  /** Something of the menu that is open. */
  menuItem(item: string): Locator {
    return this.region.page().getByRole("menuitem", { name: item });
  }

  async raiseHand(): Promise<void> {
    await this.control("Hand heben").click();
    await expect(this.control("Hand senken")).toBeVisible();
  }

  async react(sign: string): Promise<void> {
    await this.control("Ein Zeichen geben").click();
    await this.region.getByRole("button", { name: sign, exact: true }).click();
  }

  /** Chooses how much of the line the call may have, in the settings of devices. */
  async saveLine(what: "Bilder der anderen" | "Eigenes Bild senden", wish: string): Promise<void> {
    await this.control("Geräte").click();
    await this.region.getByLabel(what).selectOption({ label: wish });
    await this.region.page().keyboard.press("Escape");
  }

  /** Chooses what others see behind one, in the preview or in the settings of devices. */
  async background(wish: string): Promise<void> {
    const list = this.region.getByLabel("Hintergrund", { exact: true });
    const isRunning = await this.control("Geräte").isVisible();
    if (isRunning) await this.control("Geräte").click();
    await list.selectOption({ label: wish });
    if (isRunning) await this.region.page().keyboard.press("Escape");
  }

  /** The list of everybody, with what can be done about them. */
  get people(): Locator {
    return this.region.getByRole("region", { name: "Teilnehmende" });
  }

  /** Somebody in that list. */
  person(name: string): Locator {
    return this.people.getByRole("listitem").filter({ hasText: name });
  }

  /** Opens the list of everybody, and in it what moderators set for all. */
  async lead(): Promise<void> {
    if (!(await this.people.isVisible())) await this.openPeople();
    await this.people.getByText(/^Besprechung leiten/).click();
    await expect(this.people.getByRole("switch", { name: "Vortrag" })).toBeVisible();
  }

  async openPeople(): Promise<void> {
    await this.region.getByRole("button", { name: /^Teilnehmende \(/ }).click();
    await expect(this.people).toBeVisible();
  }

  /** Switches something on or off for everybody; the switch shows it at once. */
  async setForAll(what: string, on: boolean): Promise<void> {
    const control = this.people.getByRole("switch", { name: what });
    await expect(control).toBeEnabled();
    await control.setChecked(on, { force: true });
    await expect(control).toBeEnabled();
  }

  /** The strip in which people read what others write, letter by letter. */
  get realTimeText(): Locator {
    return this.region.getByRole("region", { name: "Echtzeittext" });
  }

  /** The field in which one writes so. */
  get ownLine(): Locator {
    return this.realTimeText.getByRole("textbox");
  }

  /** Gives somebody in the list the floor, or takes it back. */
  async floor(action: "Wort geben" | "Wort nehmen", name: string): Promise<void> {
    await this.people.getByRole("button", { name: `${action}: ${name}` }).click();
  }

  /** Makes somebody in the list a moderator for this meeting, and says yes to the question. */
  async promote(name: string): Promise<void> {
    await this.people.getByRole("button", { name: `Mehr zu ${name}` }).click();
    await this.people.getByRole("button", { name: `Moderieren: ${name}` }).click();
    const page = this.region.page();
    await page
      .getByRole("menuitem", { name: "Mitmoderieren lassen (diese Besprechung) …" })
      .click();
    await page
      .getByRole("dialog", { name: `${name} mitmoderieren lassen?` })
      .getByRole("button", { name: "Mitmoderieren lassen" })
      .click();
  }

  /** Opens the chat with somebody of the list alone. */
  async writeTo(name: string): Promise<void> {
    await this.openPeople();
    await this.people.getByRole("button", { name: `Mehr zu ${name}` }).click();
    await this.people.getByRole("button", { name: "Unter vier Augen schreiben" }).click();
  }

  /** Asks somebody in the list to talk aside. */
  async whisperTo(name: string): Promise<void> {
    await this.people.getByRole("button", { name: `Mehr zu ${name}` }).click();
    await this.people.getByRole("button", { name: `Flüstern mit ${name}` }).click();
  }

  /** A button of a notice or a line above the pictures. */
  async answer(name: string): Promise<void> {
    await this.region.getByRole("button", { name, exact: true }).click();
  }

  /** Chooses where one's microphone goes while one talks aside. */
  async turnMicrophone(to: "Flüstern" | "Besprechung"): Promise<void> {
    await this.region.getByRole("radio", { name: to }).check({ force: true });
  }

  /** A button that says that moderators do not let one use it. */
  closed(what: "Mikrofon" | "Kamera" | "Teilen"): Locator {
    return this.region.getByRole("toolbar").getByRole("button", { name: `${what} gesperrt` });
  }

  /** Who or what is in the large place. */
  get large(): Locator {
    return this.region.getByRole("list", { name: "Im Großen" });
  }

  /** Where the person stands who signs. */
  get signing(): Locator {
    return this.region.getByRole("list", { name: "Gebärdensprache" });
  }

  /** A person's place on the stage. */
  tile(name: string): Locator {
    return this.region.getByRole("listitem").filter({ hasText: name });
  }

  /** A person's moving picture; not there while their camera is off. */
  picture(name: string): Locator {
    return this.region.getByLabel(`Bild von ${name}`);
  }

  /** What somebody shares. */
  screen(name: string): Locator {
    return this.region.getByLabel(`Bildschirm von ${name}`);
  }

  /** True while a picture has size and its time goes on. */
  async isPlaying(picture: Locator): Promise<boolean> {
    return picture.evaluate((element) => {
      return (
        element instanceof HTMLVideoElement &&
        element.videoWidth > 0 &&
        !element.paused &&
        element.currentTime > 0
      );
    });
  }

  async shows(...names: readonly string[]): Promise<void> {
    for (const name of names) await expect(this.tile(name).first()).toBeVisible();
  }

  /** Waits until exactly so many people have a place, oneself among them. */
  async hasPeople(count: number): Promise<void> {
    await expect(this.region.getByRole("listitem")).toHaveCount(count, {
      timeout: patient(30_000),
    });
  }

  private get shield(): Locator {
    return this.region.locator("[data-encryption]");
  }

  /** Waits for what the shield says: `signed`, `confirmed`, `partly`, `off` or `out`. */
  async isEncrypted(state: string): Promise<void> {
    await expect(this.shield).toHaveAttribute("data-encryption", state, {
      timeout: patient(30_000),
    });
  }

  /** Place in the ring of the key with which this window encrypts. */
  async keyInUse(): Promise<string | null> {
    return this.shield.getAttribute("data-key");
  }

  /** Waits until this window encrypts with another key than before. */
  async hasNewKey(before: string | null): Promise<void> {
    await expect(this.shield).not.toHaveAttribute("data-key", before ?? "", {
      timeout: patient(30_000),
    });
  }

  /** Opens what the shield has to say. */
  async readShield(): Promise<Locator> {
    await this.shield.getByRole("button").click();
    return this.region.page().getByRole("dialog", { name: "Verschlüsselung der Besprechung" });
  }

  /** A sentence somewhere in the call. */
  async says(sentence: string | RegExp): Promise<void> {
    await expect(this.region.getByText(sentence).first()).toBeVisible({ timeout: patient(40_000) });
  }
}
