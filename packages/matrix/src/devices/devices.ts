import type { Devices, OwnDevice } from "../contract.ts";
import { answerWithPassword } from "../encryption/password.ts";
import { failing, MatrixFailure } from "../errors/failure.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field } from "../untrusted/guards.ts";
import { readDevices } from "./read-devices.ts";

/** The devices of the account, from the server; what is known of their keys beside them. */
export class OwnDevices implements Devices {
  constructor(private readonly engine: () => Engine) {}

  async list(): Promise<readonly OwnDevice[]> {
    const { api, client, tokens } = this.engine();
    const { userId, deviceId } = tokens.credentials;
    const answer = await api.request({ method: "GET", path: "/v3/devices" });
    const crypto = client.getCrypto();
    const withKeys = await crypto?.getUserDeviceInfo([userId], true);
    const confirmed = new Map<string, boolean>();
    for (const id of withKeys?.get(userId)?.keys() ?? []) {
      const status = await crypto?.getDeviceVerificationStatus(userId, id);
      confirmed.set(id, status?.signedByOwner === true);
    }
    return readDevices(field(answer, "devices"), deviceId, confirmed, Date.now());
  }

  async rename(deviceId: string, name: string): Promise<void> {
    await this.engine().api.request({
      method: "PUT",
      path: path("v3", "devices", deviceId),
      body: { display_name: name },
    });
  }

  async signOut(deviceIds: readonly string[], password?: string): Promise<void> {
    const { client, tokens } = this.engine();
    if (deviceIds.includes(tokens.credentials.deviceId)) {
      throw new MatrixFailure("forbidden", "This device signs out by itself");
    }
    await failing(() =>
      answerWithPassword(tokens.credentials.userId, password, (auth) =>
        client.deleteMultipleDevices([...deviceIds], auth ?? undefined),
      ),
    );
  }
}
