import type { PublicPush, PushData } from "@plenum/model";

/** Notifications while the client is closed, through the homeserver and the push gateway. */
export interface Push {
  /** Whether the homeserver knows this browser. @throws MatrixFailure */
  isRegistered(endpoint: string): Promise<boolean>;
  /**
   * Has the homeserver notify this browser, without any content.
   * @param language e.g. `de`
   * @throws MatrixFailure
   */
  register(data: PushData, gateway: PublicPush, language: string): Promise<void>;
  /** @throws MatrixFailure */
  unregister(endpoint: string): Promise<void>;
}
