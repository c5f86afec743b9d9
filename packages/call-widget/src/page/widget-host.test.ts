// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { PageParameters } from "./page-parameters.ts";
import { connectWidget, type WidgetHost } from "./widget-host.ts";

const ORIGIN = "https://chat.amt.example";
const ROOM = "!haushalt:amt.example";
const STATE_KEY = "_@anna:amt.example_DEV_m.call";

const messageSchema = z.looseObject({
  api: z.string(),
  requestId: z.string(),
  action: z.string(),
  widgetId: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
  response: z.record(z.string(), z.unknown()).optional(),
});
type Message = z.infer<typeof messageSchema>;

/** A Matrix client around the widget, as far as the page needs one. */
class FakeClient {
  readonly asked: string[] = [];
  readonly state: unknown[] = [];
  /** Events that the homeserver sends later, and what became of them. */
  readonly later: unknown[] = [];
  allows: (capability: string) => boolean = () => true;
  readonly targets: unknown[] = [];
  answersOpenId = true;

  readonly postMessage = (raw: unknown, target: unknown): void => {
    this.targets.push(target);
    const message = messageSchema.parse(raw);
    if (message.response) {
      this.onAnswer(message);
      return;
    }
    this.asked.push(message.action);
    if (message.action === "content_loaded") this.reply(message, {});
    if (message.action === "supported_api_versions") {
      this.reply(message, { supported_versions: ["0.0.1", "0.0.2"] });
    }
    if (message.action === "get_openid") {
      this.reply(
        message,
        this.answersOpenId
          ? {
              state: "allowed",
              access_token: "openid-token",
              token_type: "Bearer",
              matrix_server_name: "amt.example",
              expires_in: 3600,
            }
          : { state: "blocked" },
      );
    }
    if (message.action === "send_event" && message.data["delay"] !== undefined) {
      this.later.push(message.data);
      this.reply(message, { room_id: ROOM, delay_id: "d1" });
    } else if (message.action === "org.matrix.msc4157.update_delayed_event") {
      this.later.push(message.data);
      this.reply(message, {});
    } else if (message.action === "send_event") {
      this.state.push(message.data);
      this.reply(message, { room_id: ROOM, event_id: "$1" });
    }
  };

  /** Greets the widget: asks what it wants to do, and allows all of it. */
  greet(): void {
    this.request("capabilities", {});
  }

  private onAnswer({ action, response }: Message): void {
    if (action !== "capabilities") return;
    this.request("notify_capabilities", {
      requested: response?.["capabilities"],
      approved: z.array(z.string()).parse(response?.["capabilities"]).filter(this.allows),
    });
  }

  request(action: string, data: object): void {
    this.deliver({ api: "toWidget", requestId: `c-${action}`, action, widgetId: "w1", data });
  }

  private reply(message: Message, response: object): void {
    this.deliver({ ...message, response });
  }

  private deliver(data: object): void {
    queueMicrotask(() => {
      window.dispatchEvent(new MessageEvent("message", { data, origin: ORIGIN }));
    });
  }
}

const parameters: PageParameters = {
  roomId: ROOM,
  userId: "@anna:amt.example",
  deviceId: "DEV",
  widget: { id: "w1", clientOrigin: ORIGIN },
  language: "de",
  theme: undefined,
};

const joinResponse = {
  service: {
    libraryUrl: "/libs/lib-jitsi-meet.min.js",
    serviceUrl: "/xmpp-websocket",
    domain: "meet.amt.example",
    mucDomain: "conference.meet.amt.example",
    focusDomain: "focus.meet.amt.example",
    focusUserJid: "focus@auth.meet.amt.example",
  },
  conferenceName: "abcdefgh",
  token: "jwt",
  expiresAt: "2026-11-22T12:00:00Z",
  iceServers: [],
  user: { id: "@anna:amt.example", displayName: "Anna Albrecht", role: "participant" },
};

describe("the page inside another Matrix client", () => {
  let client: FakeClient;
  let widget: WidgetHost | undefined;
  let requests: { url: string; body: unknown }[];

  beforeEach(() => {
    client = new FakeClient();
    requests = [];
    vi.spyOn(window, "parent", "get").mockReturnValue(client as unknown as Window);
    vi.stubGlobal("fetch", async (url: string, options: { body: string }) => {
      requests.push({ url, body: JSON.parse(options.body) });
      return new Response(JSON.stringify(joinResponse), { status: 200 });
    });
  });

  afterEach(() => {
    widget?.stop();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  async function connect(): Promise<WidgetHost> {
    if (!parameters.widget) throw new Error("a widget is meant");
    const connecting = connectWidget(parameters, parameters.widget);
    client.greet();
    widget = await connecting;
    return widget;
  }

  test("gets a token for the room with the OpenID token that the client gives", async () => {
    const { host } = await connect();
    const join = await host.join();
    expect(join.conferenceName).toBe("abcdefgh");
    expect(requests).toEqual([
      {
        url: "/api/v1/conferences/!haushalt%3Aamt.example/join",
        body: {
          deviceId: "DEV",
          openIdToken: {
            access_token: "openid-token",
            token_type: "Bearer",
            matrix_server_name: "amt.example",
            expires_in: 3600,
          },
        },
      },
    ]);
  });

  test("speaks to the origin of its client only", async () => {
    const { host } = await connect();
    await host.join();
    expect(new Set(client.targets)).toEqual(new Set([ORIGIN]));
  });

  test("says in the room that one is in the call, and that one is not any more", async () => {
    const { host } = await connect();
    await host.joined();
    host.left("hung-up");
    await vi.waitFor(() => expect(client.state).toHaveLength(2));
    expect(client.state).toMatchObject([
      { state_key: STATE_KEY, content: { application: "m.call", device_id: "DEV" } },
      { state_key: STATE_KEY, content: {} },
    ]);
  });

  test("leaves by the homeserver when the tab vanishes, and gives signs of life until then", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { host } = await connect();
    await host.joined();
    expect(client.later).toMatchObject([{ state_key: STATE_KEY, delay: 45_000, content: {} }]);
    vi.advanceTimersByTime(15_000);
    await vi.waitFor(() => expect(client.later[1]).toEqual({ delay_id: "d1", action: "restart" }));
    host.left("hung-up");
    await vi.waitFor(() => expect(client.later[2]).toEqual({ delay_id: "d1", action: "cancel" }));
    vi.useRealTimers();
  });

  test("counts for minutes only where the client allows nothing to be sent later", async () => {
    client.allows = (capability) => !capability.includes("delayed");
    const { host } = await connect();
    await host.joined();
    expect(client.later).toEqual([]);
    const [{ content }] = z
      .tuple([z.looseObject({ content: z.looseObject({ expires: z.number() }) })])
      .parse(client.state);
    expect(content.expires).toBeLessThan(4 * 60_000);
  });

  test("hangs up when the client wants it, and says so when it has", async () => {
    const { host, onHangUp } = await connect();
    const wanted = vi.fn<() => void>();
    const end = onHangUp(wanted);
    client.request("im.vector.hangup", {});
    await vi.waitFor(() => expect(wanted).toHaveBeenCalledOnce());
    end();
    client.request("im.vector.hangup", {});
    host.left("hung-up");
    await vi.waitFor(() => expect(client.asked).toContain("im.vector.hangup"));
    expect(wanted).toHaveBeenCalledOnce();
  });

  test.each([
    ["dark", "dark"],
    ["custom-Midnight black", "dark"],
    ["light-high-contrast", "light"],
  ])("takes the client's look: %s", async (name, theme) => {
    await connect();
    client.request("theme_change", { name });
    await vi.waitFor(() => expect(document.documentElement.dataset["theme"]).toBe(theme));
  });

  test("does not listen to other origins and other widgets", async () => {
    const { onHangUp } = await connect();
    const wanted = vi.fn<() => void>();
    onHangUp(wanted);
    const message = { api: "toWidget", requestId: "x", action: "im.vector.hangup", data: {} };
    for (const [origin, widgetId] of [
      ["https://evil.example", "w1"],
      [ORIGIN, "w2"],
    ]) {
      const data = { ...message, widgetId };
      window.dispatchEvent(new MessageEvent("message", { data, origin: origin ?? "" }));
    }
    window.dispatchEvent(new MessageEvent("message", { data: "x", origin: ORIGIN }));
    client.request("theme_change", { name: "light" });
    await vi.waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("light"));
    expect(wanted).not.toHaveBeenCalled();
  });

  test("a client that gives no token is not asked for more", async () => {
    client.answersOpenId = false;
    const { host } = await connect();
    await expect(host.join()).rejects.toThrow("declined");
    expect(requests).toEqual([]);
  });

  test("a problem that the appservice names reaches the call as its code", async () => {
    vi.stubGlobal("fetch", async () =>
      Response.json(
        {
          type: "urn:plenum:problem:not-a-member",
          title: "Not a member",
          status: 403,
          code: "not-a-member",
        },
        { status: 403 },
      ),
    );
    const { host } = await connect();
    await expect(host.join()).rejects.toMatchObject({ code: "not-a-member" });
  });
});
