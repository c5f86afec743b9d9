import { z } from "zod";
import type { SessionCredentials } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { refusalOf, RefusedError, requestJson } from "../http/request.ts";

const refreshAnswerSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
});

export type SignOutReason = "token-expired" | "deactivated";

/**
 * Holds the tokens of one session and is the only way to the homeserver: adds the access token,
 * refreshes it once for all requests that find it expired, and says once when nothing helps.
 */
export class Tokens {
  #credentials: SessionCredentials;
  #refreshing: Promise<boolean> | undefined;
  #over = false;

  constructor(
    credentials: SessionCredentials,
    private readonly events: {
      credentialsChanged(credentials: SessionCredentials): void;
      signedOut(reason: SignOutReason): void;
    },
  ) {
    this.#credentials = credentials;
  }

  get credentials(): SessionCredentials {
    return this.#credentials;
  }

  /** New tokens that another tab of this session got. */
  adopt(tokens: Pick<SessionCredentials, "accessToken" | "refreshToken">): void {
    this.#credentials = { ...this.#credentials, ...tokens };
  }

  /**
   * `fetch` for addresses of this homeserver. Bound, so that it can be handed to matrix-js-sdk.
   * Answers of the server come back as they are, also refusals.
   */
  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new URL(input instanceof Request ? input.url : input);
    if (request.origin !== new URL(this.#credentials.baseUrl).origin) {
      throw new MatrixFailure("forbidden", "A request to another server than the session's");
    }
    const used = this.#credentials.accessToken;
    const response = await this.#send(request, init, used);
    if (response.status !== 401) return response;
    const { refusal } = await refusalOf(response.clone());
    if (refusal.errcode !== "M_UNKNOWN_TOKEN" && refusal.errcode !== "M_USER_DEACTIVATED") {
      return response;
    }
    if (refusal.errcode === "M_UNKNOWN_TOKEN" && (await this.#renew(used))) {
      return this.#send(request, init, this.#credentials.accessToken);
    }
    this.#signedOut(refusal.errcode === "M_USER_DEACTIVATED" ? "deactivated" : undefined);
    return response;
  };

  async #send(url: URL, init: RequestInit | undefined, token: string): Promise<Response> {
    const headers = new Headers(init?.headers);
    headers.set("Authorization", `Bearer ${token}`);
    return globalThis.fetch(url, {
      ...init,
      headers,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  }

  /** @returns true when there is another access token than `used` */
  async #renew(used: string): Promise<boolean> {
    if (this.#credentials.accessToken !== used) return true;
    if (this.#credentials.refreshToken === undefined || this.#over) return false;
    this.#refreshing ??= this.#refresh(this.#credentials.refreshToken).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /**
   * @returns false when the server refuses the refresh token
   * @throws MatrixFailure `unreachable` when the server cannot be asked: the session lives on
   * @see https://spec.matrix.org/v1.16/client-server-api/#post_matrixclientv3refresh
   */
  async #refresh(refreshToken: string): Promise<boolean> {
    let answer: unknown;
    try {
      answer = await requestJson({
        method: "POST",
        url: `${this.#credentials.baseUrl}/_matrix/client/v3/refresh`,
        body: { refresh_token: refreshToken },
      });
    } catch (error) {
      if (error instanceof RefusedError && [400, 401, 403].includes(error.refusal.status)) {
        return false;
      }
      // A TypeError is what fetch throws; matrix-js-sdk then tries again.
      throw new TypeError("The access token cannot be renewed now", { cause: error });
    }
    const parsed = refreshAnswerSchema.safeParse(answer);
    if (!parsed.success) return false;
    this.#credentials = {
      ...this.#credentials,
      accessToken: parsed.data.access_token,
      refreshToken: parsed.data.refresh_token ?? refreshToken,
    };
    this.events.credentialsChanged(this.#credentials);
    return true;
  }

  #signedOut(reason?: SignOutReason): void {
    if (this.#over) return;
    this.#over = true;
    // A guest's token never expires before the account does.
    const guest = this.#credentials.guestOf !== undefined;
    this.events.signedOut(reason ?? (guest ? "deactivated" : "token-expired"));
  }
}
