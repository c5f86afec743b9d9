import type { Reporter } from "../../terminal/reporter.ts";
import { NotReadable } from "../opened.ts";
import { Load, type LoadOptions } from "./load.ts";
import { LOAD_TEXTS } from "./texts.ts";

/**
 * `./plenum migrate load`: puts one wave, or all of them in the order of the rules, into the ledger and makes
 * nothing of them.
 * @param to a file to write instead
 * @returns exit code: 0 good, 1 where the server refused something, 2 where nothing was sent
 */
export function load(
  where: string,
  { to, ...options }: LoadOptions & { readonly to?: string | undefined },
  reporter: Reporter,
): Promise<number> {
  const texts = LOAD_TEXTS[options.language];
  return Load.of(where, options, reporter, async (move) => {
    const { waves } = move.prepared;
    const [only] = waves;
    if (to !== undefined) {
      if (waves.length > 1 || only === undefined) {
        throw new NotReadable([texts.oneFileOneWave(waves.map(({ name }) => name).join(", "))]);
      }
      move.ensureSomebody(only);
      return move.write(only, to);
    }
    let code = 0;
    for (const wave of waves) {
      if (!move.hasSomebody(wave)) {
        if (waves.length === 1) throw new NotReadable([move.nobody(wave)]);
        reporter.warn(move.nobody(wave));
        continue;
      }
      const outcome = await move.send(wave);
      if (outcome === undefined || outcome.refused > 0) code = 1;
      if (await move.waits(wave)) reporter.line(`  ${texts.next(wave.name)}`);
    }
    return code;
  });
}
