/** What a client sends to a widget, and the other way round: who asks, the other answers. */
type Direction = "toWidget" | "fromWidget";

type Data = Readonly<Record<string, unknown>>;

/** The client refused, does not know the request, or gave no answer. */
export class WidgetRequestError extends Error {
  constructor(action: string, reason: string) {
    super(`The Matrix client did not do ${action}: ${reason}`);
    this.name = "WidgetRequestError";
  }
}

export interface WidgetClientOptions {
  readonly widgetId: string;
  /** Origin of the client: nothing is heard from others, and nothing said to them. */
  readonly clientOrigin: string;
  /** Capabilities to ask for (MSC2762, MSC4157). */
  readonly capabilities: readonly string[];
  /** What the client asks of the widget, by name of the action. */
  readonly actions?: Readonly<Record<string, (data: Data) => void>>;
}

/** Milliseconds for an answer. */
const ANSWER_TIMEOUT = 10_000;
/** Milliseconds that somebody gets to allow the identity to be told. */
const CONSENT_TIMEOUT = 120_000;
const VERSIONS = ["0.0.1", "0.0.2"];

interface Pending {
  readonly resolve: (answer: Data) => void;
  readonly reject: (error: Error) => void;
  readonly action: string;
  readonly timer: number;
}

/**
 * The widget's side of the widget API, as far as a call needs it: the library that everybody uses
 * (`matrix-widget-api`) has both sides and is a fifth of the page.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/2764
 */
export class WidgetClient {
  readonly #options: WidgetClientOptions;
  readonly #pending = new Map<string, Pending>();
  readonly #stopping = new AbortController();
  /** Answers to `get_openid` that came later, by the id of the request (MSC1960). */
  readonly #consents = new Map<string, (data: Data) => void>();
  readonly #ready: Promise<void>;
  #setReady: () => void = () => undefined;
  #approved: ReadonlySet<string> = new Set();
  #count = 0;

  /** Listens from now on: a client may speak as soon as the page is there. */
  constructor(options: WidgetClientOptions) {
    this.#options = options;
    this.#ready = new Promise((resolve) => {
      this.#setReady = resolve;
    });
    const { signal } = this.#stopping;
    window.addEventListener("message", (event) => this.#receive(event), { signal });
    // Clients that wait for it begin then; the others refuse it, which is no harm.
    this.request("content_loaded").catch(() => undefined);
  }

  /** Resolves when the client has said what the widget may do. @throws Error when it says nothing */
  async ready(): Promise<void> {
    await Promise.race([
      this.#ready,
      new Promise<void>((_resolve, reject) => {
        const nobody = new Error("No Matrix client answered the widget");
        window.setTimeout(() => reject(nobody), ANSWER_TIMEOUT);
      }),
    ]);
  }

  /** Whether the client allows this. */
  may(capability: string): boolean {
    return this.#approved.has(capability);
  }

  /** Asks the client for something. @throws WidgetRequestError */
  async request(action: string, data: Data = {}): Promise<Data> {
    return this.#ask(action, data).answer;
  }

  /**
   * An OpenID token of the user, as the client gives it, perhaps after asking.
   * @throws WidgetRequestError when it does not
   */
  async openId(): Promise<Data> {
    const { id, answer } = this.#ask("get_openid", {});
    const later = new Promise<Data>((resolve) => this.#consents.set(id, resolve));
    try {
      let credentials = await answer;
      if (credentials["state"] === "request") {
        credentials = await Promise.race([
          later,
          new Promise<Data>((resolve) => {
            window.setTimeout(() => resolve({ state: "blocked" }), CONSENT_TIMEOUT);
          }),
        ]);
      }
      if (credentials["state"] === "allowed") return credentials;
    } finally {
      this.#consents.delete(id);
    }
    throw new WidgetRequestError("get_openid", "declined");
  }

  stop(): void {
    this.#stopping.abort();
    for (const { reject, timer, action } of this.#pending.values()) {
      window.clearTimeout(timer);
      reject(new WidgetRequestError(action, "the widget ends"));
    }
    this.#pending.clear();
  }

  #ask(action: string, data: Data): { readonly id: string; readonly answer: Promise<Data> } {
    this.#count += 1;
    const id = `plenum-${Date.now()}-${this.#count}`;
    const answer = new Promise<Data>((resolve, reject) => {
      const timer = window.setTimeout(() => {
        this.#pending.delete(id);
        reject(new WidgetRequestError(action, "no answer"));
      }, ANSWER_TIMEOUT);
      this.#pending.set(id, { resolve, reject, action, timer });
    });
    this.#post("fromWidget", { requestId: id, action, data });
    return { id, answer };
  }

  #post(api: Direction, message: Data): void {
    const { widgetId, clientOrigin } = this.#options;
    window.parent.postMessage({ ...message, api, widgetId }, clientOrigin);
  }

  #receive(event: MessageEvent<unknown>): void {
    const { data, origin } = event;
    if (origin !== this.#options.clientOrigin || !isData(data)) return;
    if (data["widgetId"] !== this.#options.widgetId) return;
    const { api, action, requestId, response } = data;
    if (typeof action !== "string" || typeof requestId !== "string") return;
    if (api === "fromWidget" && isData(response)) this.#settle(requestId, response);
    if (api === "toWidget" && response === undefined) {
      const asked = isData(data["data"]) ? data["data"] : {};
      this.#post("toWidget", { ...data, response: this.#answer(action, asked) });
    }
  }

  #settle(requestId: string, response: Data): void {
    const pending = this.#pending.get(requestId);
    if (pending === undefined) return;
    this.#pending.delete(requestId);
    window.clearTimeout(pending.timer);
    const { error } = response;
    if (error === undefined) pending.resolve(response);
    else {
      const reason = isData(error) ? String(error["message"]) : "refused";
      pending.reject(new WidgetRequestError(pending.action, reason));
    }
  }

  #answer(action: string, data: Data): Data {
    switch (action) {
      case "supported_api_versions":
        return { supported_versions: VERSIONS };
      case "capabilities":
        return { capabilities: this.#options.capabilities };
      case "notify_capabilities":
        this.#approved = new Set(Array.isArray(data["approved"]) ? data["approved"] : []);
        this.#setReady();
        return {};
      case "openid_credentials":
        this.#consents.get(String(data["original_request_id"]))?.(data);
        return {};
      default:
        this.#options.actions?.[action]?.(data);
        return {};
    }
  }
}

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
