import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Page,
  TestInfo,
} from "@playwright/test";
import { chromium, test as base } from "@playwright/test";
import { createAccount, type Account } from "./accounts.ts";
import { launchWith } from "./browser-flags.ts";
import { watchPeerConnections } from "./media-probe.ts";
import { Call } from "./pages/call.ts";
import { Files } from "./pages/files.ts";
import { Contacts } from "./pages/contacts.ts";
import { GuestEntrance } from "./pages/guest-entrance.ts";
import { GuestLinks } from "./pages/guest-links.ts";
import { Lobby } from "./pages/lobby.ts";
import { Messages } from "./pages/messages.ts";
import { Members } from "./pages/members.ts";
import { Recovery } from "./pages/recovery.ts";
import { RoomList } from "./pages/room-list.ts";
import { RoomSettings } from "./pages/room-settings.ts";
import { patient } from "./patience.ts";
import { Room } from "./pages/room.ts";
import { ScheduledMessages } from "./pages/scheduled.ts";
import { SignIn } from "./pages/sign-in.ts";

/** Somebody in front of a browser window. */
export class Person {
  readonly signIn: SignIn;
  readonly list: RoomList;
  readonly contacts: Contacts;
  readonly room: Room;
  readonly call: Call;
  readonly files: Files;
  readonly messages: Messages;
  readonly guestLinks: GuestLinks;
  readonly lobby: Lobby;
  readonly recovery: Recovery;
  readonly members: Members;
  readonly settings: RoomSettings;
  readonly scheduled: ScheduledMessages;
  readonly entrance: GuestEntrance;

  constructor(
    readonly name: string,
    readonly page: Page,
  ) {
    this.signIn = new SignIn(page);
    this.list = new RoomList(page);
    this.contacts = new Contacts(page);
    this.room = new Room(page);
    this.call = new Call(page);
    this.files = new Files(page);
    this.messages = new Messages(page);
    this.guestLinks = new GuestLinks(page);
    this.lobby = new Lobby(page);
    this.recovery = new Recovery(page);
    this.members = new Members(page);
    this.settings = new RoomSettings(page);
    this.scheduled = new ScheduledMessages(page);
    this.entrance = new GuestEntrance(page);
  }
}

/** Somebody with an account of the agency. */
export class Colleague extends Person {
  constructor(
    readonly account: Account,
    page: Page,
  ) {
    super(account.displayName, page);
  }
}

/** Brings people into a story; their windows close when it ends. */
export class Cast {
  readonly #contexts: BrowserContext[] = [];
  readonly #more: Cast[] = [];

  /** @param browser opens when the first window is wanted; the one that all stories share, or a special one */
  constructor(
    private readonly browser: () => Promise<Browser>,
    private readonly end: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /** People in front of another browser, e.g. one whose camera was refused. */
  elsewhere(flags: string[]): Cast {
    let browser: Promise<Browser> | undefined;
    const cast = new Cast(
      () => (browser ??= chromium.launch(launchWith(flags))),
      async () => {
        await (await browser)?.close();
      },
    );
    this.#more.push(cast);
    return cast;
  }

  /** A colleague with a fresh account, signed in and ready to work. */
  async colleague(name: string, options?: BrowserContextOptions): Promise<Colleague> {
    return this.signedIn(await createAccount(name), options);
  }

  /** Two colleagues, who sign in at the same time. */
  async pair(one: string, other: string): Promise<readonly [Colleague, Colleague]> {
    return Promise.all([this.colleague(one), this.colleague(other)]);
  }

  /** The same account on one more device: a browser that never saw it. */
  async signedIn(account: Account, options?: BrowserContextOptions): Promise<Colleague> {
    const colleague = new Colleague(account, await this.window(options));
    await colleague.signIn.open();
    await colleague.signIn.submit(account.localpart, account.password);
    await colleague.list.isReady();
    return colleague;
  }

  /** A guest who has opened a link, before giving a name. */
  async guestAt(url: string, name: string, options?: BrowserContextOptions): Promise<Person> {
    const guest = new Person(name, await this.window(options));
    await guest.page.goto(url);
    return guest;
  }

  /** An empty window of a browser that knows nobody. */
  async window(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await (await this.browser()).newContext(options);
    this.#contexts.push(context);
    await watchPeerConnections(context);
    return context.newPage();
  }

  /** Keeps what every window shows beside the results, in the order in which they were opened. */
  async keepPictures(info: TestInfo): Promise<void> {
    const pages = this.#contexts.flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) {
      const path = info.outputPath(`window-${index + 1}.png`);
      // A window that does not answer any more must not hide why the story failed.
      await page.screenshot({ path, timeout: patient(10_000) }).catch(() => undefined);
    }
    for (const cast of this.#more) await cast.keepPictures(info);
  }

  /** Closes every window. */
  async leave(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await Promise.all(this.#more.map((cast) => cast.leave()));
    await this.end();
  }
}

/** Playwright's test with a cast. */
export const test = base.extend<{ cast: Cast }>({
  cast: async ({ browser }, use, info) => {
    const cast = new Cast(() => Promise.resolve(browser));
    await use(cast);
    if (info.status !== info.expectedStatus) await cast.keepPictures(info);
    await cast.leave();
  },
});
