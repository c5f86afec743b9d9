import { useState } from "react";

const STEPS = [1, 1.5, 2, 3, 4, 6];

export interface Zoom {
  readonly factor: number;
  readonly larger: () => void;
  readonly smaller: () => void;
  readonly fit: () => void;
}

/** How much something is enlarged; fits again when another thing is shown. */
export function useZoom(shown: string): Zoom {
  const [state, setState] = useState({ shown, step: 0 });
  const step = state.shown === shown ? state.step : 0;
  const to = (next: number): void =>
    setState({ shown, step: Math.min(STEPS.length - 1, Math.max(0, next)) });
  return {
    factor: STEPS[step] ?? 1,
    larger: () => to(step + 1),
    smaller: () => to(step - 1),
    fit: () => to(0),
  };
}
