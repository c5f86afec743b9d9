import type { IndexService } from "./service.ts";

/** A call of the service, as a message. */
interface Call {
  readonly id: number;
  readonly method: keyof IndexService;
  readonly parameters: readonly unknown[];
}

type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly problem: string };

/** What a worker and its global scope have in common. */
interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
}

/** Inside the worker: answers the calls that come as messages. */
export function answerCalls(port: Port, service: IndexService): void {
  const answer = async ({ id, method, parameters }: Call): Promise<Answer> => {
    try {
      const methods = service as unknown as Record<
        string,
        (...parameters: readonly unknown[]) => Promise<unknown>
      >;
      return { id, value: await methods[method]?.(...parameters) };
    } catch (error) {
      return { id, problem: error instanceof Error ? error.message : "failed" };
    }
  };
  port.addEventListener("message", (event) => {
    void (async () => {
      port.postMessage(await answer(event.data as Call));
    })();
  });
}

/**
 * Outside: the service whose calls go through messages. Only our own worker listens there, so
 * what comes back is trusted.
 */
export function serviceBehind(port: Port & { terminate(): void }): IndexService & {
  /** Ends the worker; calls that wait fail. */
  end(): void;
} {
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (problem: Error) => void }
  >();
  let next = 1;
  let ended = false;
  const end = (): void => {
    ended = true;
    port.terminate();
    for (const { reject } of waiting.values()) reject(new Error("The index has ended"));
    waiting.clear();
  };
  port.addEventListener("message", (event) => {
    const answer = event.data as Answer;
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("problem" in answer) call?.reject(new Error(answer.problem));
    else call?.resolve(answer.value);
  });
  const call = <Method extends keyof IndexService>(method: Method) =>
    (async (...parameters: readonly unknown[]) =>
      new Promise<unknown>((resolve, reject) => {
        if (ended) {
          reject(new Error("The index has ended"));
          return;
        }
        const id = next;
        next += 1;
        waiting.set(id, { resolve, reject });
        port.postMessage({ id, method, parameters } satisfies Call);
      })) as IndexService[Method];
  return {
    open: call("open"),
    update: call("update"),
    search: call("search"),
    size: call("size"),
    flush: call("flush"),
    settle: call("settle"),
    figures: call("figures"),
    close: call("close"),
    end,
  };
}
