const factor = Number(process.env["PLENUM_E2E_PATIENCE"] ?? "1");

/**
 * How long to wait for a condition at most, on a machine that does nothing else; a busy one gets
 * more through the environment variable PLENUM_E2E_PATIENCE.
 * @param milliseconds on a free machine with two cores
 */
export function patient(milliseconds: number): number {
  return milliseconds * factor;
}
