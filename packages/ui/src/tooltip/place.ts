const GAP = 6;
const EDGE = 4;

/** Puts a fixed element beside its anchor and keeps it inside the window. */
export function placeBeside(
  element: HTMLElement,
  anchor: HTMLElement,
  side: "top" | "bottom" | "right",
): void {
  const at = anchor.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  let left = at.left + (at.width - box.width) / 2;
  let top = at.bottom + GAP;
  if (side === "right") {
    left = at.right + GAP;
    top = at.top + (at.height - box.height) / 2;
  } else if (side === "top" || top + box.height > window.innerHeight - EDGE) {
    top = at.top - box.height - GAP;
  }
  element.style.left = `${clamp(left, EDGE, window.innerWidth - box.width - EDGE)}px`;
  element.style.top = `${clamp(top, EDGE, window.innerHeight - box.height - EDGE)}px`;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
