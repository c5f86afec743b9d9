import { callMemberStateKey, openIdTokenSchema } from "@plenum/model";
import type { CallHost } from "../contract/index.ts";
import { askToJoin } from "./join-api.ts";
import type { Membership } from "./membership.ts";
import { membershipCapabilities } from "./membership-capabilities.ts";
import type { PageParameters } from "./page-parameters.ts";
import { WidgetClient } from "./widget-client.ts";

/** Element's name for ending a call, in both directions. */
const HANG_UP = "im.vector.hangup";
const ALWAYS_ON_SCREEN = "m.always_on_screen";

export interface WidgetHost {
  readonly host: CallHost;
  /** Called when the client around the widget wants the call to end. @returns what ends that */
  readonly onHangUp: (listener: () => void) => () => void;
  readonly stop: () => void;
}

/**
 * A call inside another Matrix client: the widget API gives the OpenID token with which the
 * appservice is asked, and, where the client allows it, writes the call membership. Listens from
 * the first moment on; resolves when the client has greeted the widget.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/1960 (OpenID for widgets)
 * @throws Error if no client answers
 */
export async function connectWidget(
  parameters: PageParameters,
  widget: NonNullable<PageParameters["widget"]>,
): Promise<WidgetHost> {
  const { roomId, userId, deviceId } = parameters;
  const stateKey = userId === undefined ? undefined : callMemberStateKey(userId, deviceId);
  const hangUp = new Set<() => void>();
  const client = new WidgetClient({
    widgetId: widget.id,
    clientOrigin: widget.clientOrigin,
    capabilities: [
      ALWAYS_ON_SCREEN,
      ...(stateKey === undefined ? [] : membershipCapabilities(stateKey)),
    ],
    actions: {
      theme_change: ({ name }) => showTheme(String(name)),
      [HANG_UP]: () => {
        for (const listener of hangUp) listener();
      },
    },
  });
  try {
    await client.ready();
  } catch (error) {
    client.stop();
    throw error;
  }

  let membership: Membership | undefined;
  let inCall = false;
  /** The call goes on while its room is not looked at. */
  const stayOnScreen = (value: boolean): void => {
    if (!client.may(ALWAYS_ON_SCREEN)) return;
    client.request("set_always_on_screen", { value }).catch(() => undefined);
  };

  return {
    host: {
      join: async () => {
        const token = openIdTokenSchema.parse(await client.openId());
        return askToJoin(roomId, deviceId, token);
      },
      joined: async () => {
        stayOnScreen(true);
        if (stateKey === undefined) return;
        inCall = true;
        const { Membership } = await import("./membership.ts");
        if (!inCall) return;
        membership = new Membership(client, { stateKey, deviceId });
        await membership.begin();
      },
      left: () => {
        stayOnScreen(false);
        inCall = false;
        void membership?.end();
        membership = undefined;
        // Clients that know nothing of it say so, and that is all.
        client.request(HANG_UP).catch(() => undefined);
      },
    },
    onHangUp: (listener) => {
      hangUp.add(listener);
      return () => void hangUp.delete(listener);
    },
    stop: () => client.stop(),
  };
}

/** Themes of other clients have names of their own; what matters is whether they are dark. */
function showTheme(name: string): void {
  document.documentElement.dataset["theme"] = /dark|black/i.test(name) ? "dark" : "light";
}
