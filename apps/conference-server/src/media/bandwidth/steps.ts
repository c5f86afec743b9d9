import type { LayerOption } from "./allocate.ts";

/** What the steps depend on. */
interface Stepped {
  readonly desktop: boolean;
  readonly layers: readonly LayerOption[];
}

/**
 * The steps by which a picture gets better, the worst first.
 *
 * A camera begins with few small pictures and gets all of them before it gets larger; larger ones
 * come with half of their pictures first. One that was chosen (pinned, a sign-language interpreter)
 * gives up size before it gives up a single picture. A shared screen is to be read: sharpness comes
 * before movement.
 *
 * @param chosen by the receiver
 * @param height pixels that are wanted at most; the lowest layer may be had in any case
 */
export function stepsOf(
  { desktop, layers }: Stepped,
  chosen: boolean,
  height: number,
): readonly LayerOption[] {
  if (height <= 0) return [];
  const lowest = layers[0]?.index;
  const usable = layers.filter((one) => one.index === lowest || one.height <= height);
  const highest = usable.at(-1)?.index;
  return usable.filter((one, at) => {
    const rest = layersAbove(usable, at);
    if (desktop) return one.index === highest || isFirst(usable, at);
    if (one.index === lowest || rest === 0) return true;
    return !chosen && rest === 1;
  });
}

/** Temporal layers of the same layer that an option leaves out. */
function layersAbove(options: readonly LayerOption[], at: number): number {
  const { index } = options[at] as LayerOption;
  return options.slice(at + 1).filter((one) => one.index === index).length;
}

function isFirst(options: readonly LayerOption[], at: number): boolean {
  return options[at - 1]?.index !== options[at]?.index;
}
