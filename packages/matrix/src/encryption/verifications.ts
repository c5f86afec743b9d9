import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/CryptoEvent.js";
import type { VerificationRequest } from "matrix-js-sdk/lib/crypto-api/verification.js";
import type { Verification } from "../contract.ts";
import type { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";
import { VerificationFlow } from "./verification.ts";

const OPEN = new Set(["waiting", "asked", "choose", "starting", "compare", "scanned", "finishing"]);

function isOpen(verification: Verification | undefined): boolean {
  return verification !== undefined && OPEN.has(verification.state.get().kind);
}

/**
 * One confirmation at a time: the one begun here, or the first that somebody asks for. It stays
 * after its end, until another begins, so that the result can be read.
 */
export class Verifications {
  constructor(
    private readonly engine: Engine,
    private readonly current: Value<Verification | undefined>,
    /** A confirmation has succeeded. */
    private readonly done: (verification: Verification) => void,
  ) {
    const { client, lifetime } = engine;
    const received = (request: VerificationRequest): void => {
      if (isOpen(this.current.get()) || !request.pending) return;
      this.follow(request);
    };
    client.on(CryptoEvent.VerificationRequestReceived, received);
    lifetime.add(() => client.off(CryptoEvent.VerificationRequestReceived, received));
    lifetime.add(() => this.current.set(undefined));
  }

  follow(request: VerificationRequest): Verification {
    const before = this.current.get();
    if (isOpen(before)) void before?.cancel().catch(() => undefined);
    const flow = new VerificationFlow(request, this.engine.lifetime);
    this.current.set(flow);
    const off = flow.state.subscribe(() => {
      const { kind } = flow.state.get();
      if (kind !== "done" && kind !== "ended") return;
      off();
      if (kind === "done") this.done(flow);
    });
    return flow;
  }
}
