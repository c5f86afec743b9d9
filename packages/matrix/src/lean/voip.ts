/**
 * Stands in for matrix-js-sdk's own WebRTC calls, which run only with `disableVoip: false`: the
 * calls of Plenum are conferences on Jitsi.
 */
export function supportsMatrixCall(): boolean {
  return false;
}

export function createNewMatrixCall(): null {
  return null;
}

class Absent {
  readonly absent = true;
}

export {
  Absent as CallEventHandler,
  Absent as GroupCall,
  Absent as GroupCallEventHandler,
  Absent as MediaHandler,
};
