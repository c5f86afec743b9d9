import {
  CALL_MEMBER_EVENT,
  callMemberStateKey,
  JITSI_FOCUS_TYPE,
  openIdTokenSchema,
} from "@plenum/model";
import { WidgetApi } from "matrix-widget-api";
import type { CallHost } from "../contract/index.ts";
import { askToJoin } from "./join-api.ts";
import type { PageParameters } from "./page-parameters.ts";

/** Milliseconds after which a membership that nobody could clear counts as gone. */
const MEMBERSHIP_LIFETIME = 4 * 60 * 60 * 1000;

/** Milliseconds that the client gets to say hello. */
const READY_TIMEOUT = 10_000;

export interface WidgetHost {
  readonly host: CallHost;
  readonly stop: () => void;
}

/**
 * A call inside another Matrix client: the widget API gives the OpenID token with which the
 * appservice is asked, and, where the client allows it, writes the call membership.
 * Resolves when the client has greeted the widget.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/1960 (OpenID for widgets)
 * @throws Error if no client answers
 */
export async function connectWidget(
  parameters: PageParameters,
  widget: NonNullable<PageParameters["widget"]>,
): Promise<WidgetHost> {
  const api = new WidgetApi(widget.id, widget.clientOrigin);
  const { roomId, userId, deviceId } = parameters;
  const stateKey = userId === undefined ? undefined : callMemberStateKey(userId, deviceId);
  if (stateKey !== undefined) api.requestCapabilityToSendState(CALL_MEMBER_EVENT, stateKey);
  await ready(api);
  void api.sendContentLoaded().catch(() => undefined);

  const announce = async (content: object): Promise<void> => {
    if (stateKey === undefined) return;
    await api.sendStateEvent(CALL_MEMBER_EVENT, stateKey, content);
  };

  return {
    host: {
      join: async () => {
        const token = openIdTokenSchema.parse(await api.requestOpenIDConnectToken());
        return askToJoin(roomId, deviceId, token);
      },
      joined: () =>
        announce({
          application: "m.call",
          call_id: "",
          scope: "m.room",
          device_id: deviceId,
          created_ts: Date.now(),
          expires: MEMBERSHIP_LIFETIME,
          focus_active: { type: JITSI_FOCUS_TYPE },
          foci_preferred: [{ type: JITSI_FOCUS_TYPE }],
        }),
      left: () => {
        // A client that refuses the capability has no membership to clear.
        void announce({}).catch(() => undefined);
      },
    },
    stop: () => api.transport.stop(),
  };
}

function ready(api: WidgetApi): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(
      () => reject(new Error("No Matrix client answered the widget")),
      READY_TIMEOUT,
    );
    api.once("ready", () => {
      window.clearTimeout(timer);
      resolve();
    });
    api.start();
  });
}
