import { createHmac, timingSafeEqual } from "node:crypto";
import type { InstallationConfig } from "@plenum/model";

/**
 * Passes of guests who were admitted: whoever comes back with one need not wait again. Made from the
 * wait's id and a secret of this installation, so that none has to be stored.
 */
export class GuestPasses {
  constructor(private readonly config: Pick<InstallationConfig, "appservice">) {}

  of(waitId: string): string {
    return `${waitId}.${this.seal(waitId).toString("base64url")}`;
  }

  /** @returns the id of the wait, undefined for a forged pass */
  read(pass: string): string | undefined {
    const [waitId = "", seal = ""] = pass.split(".", 2);
    const given = Buffer.from(seal, "base64url");
    const right = this.seal(waitId);
    return given.length === right.length && timingSafeEqual(given, right) ? waitId : undefined;
  }

  private seal(waitId: string): Buffer {
    return createHmac("sha256", this.config.appservice.asToken)
      .update(`lobby pass ${waitId}`)
      .digest();
  }
}
