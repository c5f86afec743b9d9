// Runs in the browser's audio thread, from a file of its own, and so is plain JavaScript.

/** Samples of a piece: a tenth of a second at 48 kHz. */
const PIECE = 4_800;

/** Hands on what it hears, in pieces; is silent itself. */
class PcmTap extends AudioWorkletProcessor {
  piece = new Float32Array(PIECE);
  filled = 0;

  /** @returns {boolean} true: more may come */
  process([input]) {
    for (const sample of input?.[0] ?? []) {
      this.piece[this.filled] = sample;
      this.filled += 1;
      if (this.filled === PIECE) {
        this.port.postMessage(this.piece, [this.piece.buffer]);
        this.piece = new Float32Array(PIECE);
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("plenum-pcm-tap", PcmTap);
