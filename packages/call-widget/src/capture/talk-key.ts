/** Space while typing is a space, and on a button it presses that button. */
const OWN_SPACE =
  "input, textarea, select, button, a[href], summary, audio, video, [contenteditable=true], [role=textbox], [role=menuitem], [role=option], [role=slider]";

/** Whether a key that goes down here is meant for talking. The microphone's own button is. */
function isForTalking(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true;
  if (target.closest("[data-call-action=microphone]")) return true;
  return target.closest(OWN_SPACE) === null && document.querySelector("dialog:modal") === null;
}

/**
 * Listens to the space bar wherever the focus is, except where it means something else.
 * @returns the function that stops listening
 */
export function listenToTalkKey(on: {
  readonly press: () => void;
  readonly release: () => void;
  readonly lost: () => void;
}): () => void {
  let held = false;
  const down = (event: KeyboardEvent): void => {
    if (event.code !== "Space" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!held && !isForTalking(event.target)) return;
    // Neither does the page scroll, nor is a button pressed.
    event.preventDefault();
    held = true;
    on.press();
  };
  const up = (event: KeyboardEvent): void => {
    if (event.code !== "Space" || !held) return;
    event.preventDefault();
    held = false;
    on.release();
  };
  const lost = (): void => {
    if (held) on.lost();
    held = false;
  };
  addEventListener("keydown", down, true);
  addEventListener("keyup", up, true);
  addEventListener("blur", lost);
  return () => {
    lost();
    removeEventListener("keydown", down, true);
    removeEventListener("keyup", up, true);
    removeEventListener("blur", lost);
  };
}
