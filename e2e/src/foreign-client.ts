import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Frame, Page } from "@playwright/test";
import type * as WidgetApi from "matrix-widget-api";
import { z } from "zod";
import { type Account, asPerson } from "./accounts.ts";
import { installation } from "./installation.ts";
import { Call } from "./pages/call.ts";

const LIBRARY = import.meta.resolve("matrix-widget-api/dist/api.min.js");

/** As an administrator of a room in Element would write it. */
const WIDGET_URL = `${installation.publicUrl}/call/?room=$matrix_room_id&user=$matrix_user_id&device=$org.matrix.msc3819.matrix_device_id&lang=$org.matrix.msc2873.client_language&theme=$org.matrix.msc2873.client_theme`;

const PAGE = `<!doctype html><title>Another client</title><script src="/api.js"></script>
<iframe name="widget" style="width: 95vw; height: 95vh" allow="camera; microphone"></iframe>`;

const whoamiSchema = z.object({ device_id: z.string() });

interface Globals {
  readonly mxwidgets: () => typeof WidgetApi;
  widgetClient?: WidgetApi.ClientWidgetApi;
}

/**
 * A Matrix client that is not ours: nothing but the client's side of the widget API
 * (`ClientWidgetApi`, which Element uses) over a real account.
 */
export class ForeignClient {
  private constructor(
    readonly page: Page,
    /** The widget's own window. */
    readonly frame: Frame,
    readonly call: Call,
  ) {}

  static async open(page: Page, account: Account, roomId: string): Promise<ForeignClient> {
    const origin = await serve(page);
    const { device_id: deviceId } = whoamiSchema.parse(
      await asPerson(account, "GET", "/_matrix/client/v3/account/whoami"),
    );
    await page.goto(origin);
    await page.evaluate(embed, {
      homeserver: installation.publicUrl,
      url: WIDGET_URL,
      token: account.accessToken,
      userId: account.userId,
      deviceId,
      roomId,
    });
    const frame = page.frame("widget");
    if (frame === null) throw new Error("the widget has no window");
    return new ForeignClient(page, frame, new Call(page.frameLocator("iframe")));
  }

  /** The user chose another look. */
  async showTheme(name: string): Promise<void> {
    await this.page.evaluate(async (theme) => {
      await (globalThis as unknown as Globals).widgetClient?.updateTheme({ name: theme });
    }, name);
  }

  /** The user hangs up outside of the widget. */
  async hangUp(): Promise<void> {
    await this.page.evaluate(async () => {
      await (globalThis as unknown as Globals).widgetClient?.transport.send("im.vector.hangup", {});
    });
  }
}

/** The client's own origin, as the widget page sees it; there until the window is closed. */
async function serve(page: Page): Promise<string> {
  const library = await readFile(fileURLToPath(LIBRARY));
  const server = createServer((request, response) => {
    if (request.url === "/api.js")
      response.setHeader("content-type", "text/javascript").end(library);
    else response.setHeader("content-type", "text/html").end(PAGE);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  page.once("close", () => server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

interface Place {
  readonly homeserver: string;
  readonly url: string;
  readonly token: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly roomId: string;
}

/** Runs in the page. */
function embed({ homeserver, url, token, userId, deviceId, roomId }: Place): void {
  const globals = globalThis as unknown as Globals;
  const { ClientWidgetApi, OpenIDRequestState, Widget, WidgetDriver } = globals.mxwidgets();

  const ask = async (method: string, path: string, body: unknown): Promise<Answer> => {
    const response = await fetch(`${homeserver}/_matrix/client/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as Answer;
  };
  type Answer = WidgetApi.IOpenIDCredentials & {
    readonly event_id: string;
    readonly delay_id: string;
  };
  const statePath = (type: string, stateKey: string): string =>
    `v3/rooms/${encodeURIComponent(roomId)}/state/${encodeURIComponent(type)}/${encodeURIComponent(stateKey)}`;
  const delayed = (id: string, action: string): Promise<unknown> =>
    ask("POST", `unstable/org.matrix.msc4140/delayed_events/${encodeURIComponent(id)}`, { action });

  class Driver extends WidgetDriver {
    override validateCapabilities(requested: Set<string>): Promise<Set<string>> {
      return Promise.resolve(requested);
    }
    override async sendEvent(type: string, content: unknown, stateKey?: string | null) {
      const { event_id: eventId } = await ask("PUT", statePath(type, stateKey ?? ""), content);
      return { roomId, eventId };
    }
    override async sendDelayedEvent(
      delay: number,
      type: string,
      content: unknown,
      stateKey?: string | null,
    ) {
      const path = `${statePath(type, stateKey ?? "")}?org.matrix.msc4140.delay=${delay}`;
      const { delay_id: delayId } = await ask("PUT", path, content);
      return { roomId, delayId };
    }
    override async cancelScheduledDelayedEvent(id: string): Promise<void> {
      await delayed(id, "cancel");
    }
    override async restartScheduledDelayedEvent(id: string): Promise<void> {
      await delayed(id, "restart");
    }
    override askOpenID(observer: WidgetApi.SimpleObservable<WidgetApi.IOpenIDUpdate>): void {
      const path = `v3/user/${encodeURIComponent(userId)}/openid/request_token`;
      // As a client that has to ask the user first.
      observer.update({ state: OpenIDRequestState.PendingUserConfirmation });
      const allow = async (): Promise<void> => {
        const token = await ask("POST", path, {});
        observer.update({ state: OpenIDRequestState.Allowed, token });
      };
      void allow();
    }
  }

  const widget = new Widget({
    id: "plenum",
    creatorUserId: userId,
    type: "m.custom",
    url,
    name: "Plenum",
  });
  const complete = new URL(
    widget.getCompleteUrl({
      widgetRoomId: roomId,
      currentUserId: userId,
      deviceId,
      clientLanguage: "de",
      clientTheme: "light",
    }),
  );
  // Clients add these two themselves.
  complete.searchParams.set("widgetId", widget.id);
  complete.searchParams.set("parentUrl", location.href);
  const iframe = document.querySelector("iframe");
  if (!iframe) return;
  globals.widgetClient = new ClientWidgetApi(widget, iframe, new Driver());
  iframe.src = complete.href;
}
