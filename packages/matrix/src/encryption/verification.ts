import {
  type ShowQrCodeCallbacks,
  type ShowSasCallbacks,
  VerificationPhase,
  type VerificationRequest,
  VerificationRequestEvent,
  type Verifier,
  VerifierEvent,
} from "matrix-js-sdk/lib/crypto-api/verification.js";
import { VerificationMethod } from "matrix-js-sdk/lib/types.js";
import type { Verification, VerificationState } from "../contract.ts";
import { failing, MatrixFailure } from "../errors/failure.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { share } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import { type VerificationFacts, verificationState } from "./verification-state.ts";

const PHASES: Readonly<Record<VerificationPhase, VerificationFacts["phase"]>> = {
  [VerificationPhase.Unsent]: "requested",
  [VerificationPhase.Requested]: "requested",
  [VerificationPhase.Ready]: "ready",
  [VerificationPhase.Started]: "started",
  [VerificationPhase.Cancelled]: "cancelled",
  [VerificationPhase.Done]: "done",
};

/** One confirmation of matrix-js-sdk as plain states. Ends with `lifetime`, or by itself. */
export class VerificationFlow implements Verification {
  readonly own: boolean;
  readonly userId: string;
  readonly incoming: boolean;
  readonly state: Value<VerificationState>;
  readonly #lifetime = new Lifetime();
  #verifier: Verifier | undefined;
  #sas: ShowSasCallbacks | undefined;
  #qr: ShowQrCodeCallbacks | undefined;
  #qrCode: Uint8Array | undefined;
  #qrAsked = false;
  #confirmed = false;
  #failed = false;
  /** Between two devices of one account the library cannot tell which of them gave up. */
  #cancelled = false;

  constructor(
    readonly request: VerificationRequest,
    owner: Lifetime,
  ) {
    this.own = request.isSelfVerification;
    this.userId = request.otherUserId;
    this.incoming = !request.initiatedByMe;
    this.state = new Value(verificationState(this.#facts()));
    const changed = (): void => this.#update();
    request.on(VerificationRequestEvent.Change, changed);
    this.#lifetime.add(() => request.off(VerificationRequestEvent.Change, changed));
    const leave = owner.add(() => this.#lifetime.end());
    this.#lifetime.add(leave);
    this.#update();
  }

  get deviceId(): string {
    return this.request.otherDeviceId ?? "";
  }

  async accept(): Promise<void> {
    const accepted = this.request.accept();
    this.#update();
    await failing(() => accepted);
  }

  async compare(): Promise<void> {
    await failing(async () =>
      this.#follow(await this.request.startVerification(VerificationMethod.Sas)),
    );
  }

  async scanned(bytes: Uint8Array): Promise<void> {
    await failing(async () => {
      let verifier: Verifier;
      try {
        verifier = await this.request.scanQRCode(new Uint8ClampedArray(bytes));
      } catch (error) {
        throw new MatrixFailure("not-found", "The code belongs to something else", {
          cause: error,
        });
      }
      this.#follow(verifier);
    });
  }

  async confirm(): Promise<void> {
    this.#confirmed = true;
    this.#update();
    this.#qr?.confirm();
    await failing(async () => this.#sas?.confirm());
  }

  mismatch(): void {
    this.#cancelled = true;
    this.#sas?.mismatch();
    this.#qr?.cancel();
  }

  async cancel(): Promise<void> {
    if (this.#lifetime.ended) return;
    this.#cancelled = true;
    await failing(() => this.request.cancel());
  }

  #facts(): VerificationFacts {
    const { request } = this;
    return {
      phase: this.#failed ? "cancelled" : PHASES[request.phase],
      initiatedByMe: request.initiatedByMe,
      accepting: request.accepting,
      canScan:
        PHASES[request.phase] === "ready" &&
        request.otherPartySupportsMethod(VerificationMethod.ShowQrCode),
      ...(this.#qrCode === undefined ? {} : { qrCode: this.#qrCode }),
      ...(this.#sas?.sas.emoji === undefined ? {} : { emoji: this.#sas.sas.emoji }),
      codeScanned: this.#qr !== undefined,
      confirmed: this.#confirmed,
      cancellationCode: request.cancellationCode,
      cancelledByMe: this.#cancelled,
    };
  }

  #update(): void {
    if (this.#lifetime.ended) return;
    const { request } = this;
    if (request.phase === VerificationPhase.Ready) this.#askForCode();
    if (request.phase === VerificationPhase.Started && request.verifier !== undefined) {
      this.#follow(request.verifier);
    }
    const state = verificationState(this.#facts());
    this.state.set(share(this.state.get(), state));
    if (state.kind === "done" || state.kind === "ended") this.#lifetime.end();
  }

  #askForCode(): void {
    if (this.#qrAsked) return;
    this.#qrAsked = true;
    if (!this.request.otherPartySupportsMethod(VerificationMethod.ScanQrCode)) return;
    void this.#makeCode();
  }

  async #makeCode(): Promise<void> {
    try {
      const bytes = await this.request.generateQRCode();
      if (bytes === undefined) return;
      this.#qrCode = new Uint8Array(bytes);
      this.#update();
    } catch {
      // Without a code the pictures are left.
    }
  }

  /** Takes part in what has been begun, by whichever side. */
  #follow(verifier: Verifier): void {
    if (this.#verifier === verifier) return;
    this.#verifier = verifier;
    const onSas = (sas: ShowSasCallbacks): void => {
      this.#sas = sas;
      this.#update();
    };
    const onQr = (qr: ShowQrCodeCallbacks): void => {
      this.#qr = qr;
      this.#update();
    };
    verifier.on(VerifierEvent.ShowSas, onSas);
    verifier.on(VerifierEvent.ShowReciprocateQr, onQr);
    this.#lifetime.add(() => {
      verifier.off(VerifierEvent.ShowSas, onSas);
      verifier.off(VerifierEvent.ShowReciprocateQr, onQr);
    });
    const sas = verifier.getShowSasCallbacks();
    const qr = verifier.getReciprocateQrCodeCallbacks();
    if (sas !== null) this.#sas = sas;
    if (qr !== null) this.#qr = qr;
    verifier.verify().then(
      () => this.#update(),
      () => {
        // A cancellation says itself why; anything else would leave the dialog waiting for ever.
        if (this.request.phase !== VerificationPhase.Cancelled) this.#failed = true;
        this.#update();
      },
    );
    this.#update();
  }
}
