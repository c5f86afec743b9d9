import type { Engine } from "../call/feature.ts";
import type { StatisticsActions, StatisticsSlice } from "../contract/index.ts";
import type { Counters, Report, TrackOwner } from "./read.ts";

/** Milliseconds between two measurements. */
const EVERY = 2_000;
/** And between the first, which has no rates yet and is not shown, and the second. */
const FIRST = 800;
const NOTHING: StatisticsSlice = { people: {} };

async function reportsOf(session: ReturnType<Engine["session"]>): Promise<readonly Report[]> {
  const reports: Report[] = [];
  try {
    const stats = await session?.statistics();
    stats?.forEach((report: Report) => reports.push(report));
  } catch {
    // Closed in the meantime.
  }
  return reports;
}

/** How good the lines are. Measures only while somebody looks at it. */
export const statistics = {
  attach(engine: Engine) {
    let slice = NOTHING;
    let counters: Counters = new Map();
    let watchers = 0;
    let timer: number | undefined;
    let soon: number | undefined;

    const owners = (): ReadonlyMap<string, TrackOwner> =>
      new Map(
        (engine.session()?.sources() ?? []).flatMap(({ participantId, kind, track }) => {
          const id = track.getTrack()?.id;
          return id === undefined ? [] : [[id, { participantId, kind }] as const];
        }),
      );
    const measure = async (): Promise<void> => {
      const [reports, { readSample }] = await Promise.all([
        reportsOf(engine.session()),
        import("./read.ts"),
      ]);
      if (watchers === 0 || reports.length === 0) return;
      const sample = readSample(reports, owners(), counters);
      ({ counters } = sample);
      if (soon === undefined) {
        soon = window.setTimeout(look, FIRST);
        return;
      }
      slice = { own: sample.own, people: sample.people };
      engine.update();
    };
    const look = (): void => {
      // Without what reads it, there is nothing to see; the next look tries again.
      void measure().catch(() => undefined);
    };
    const rest = (): void => {
      window.clearInterval(timer);
      window.clearTimeout(soon);
      timer = undefined;
      soon = undefined;
      counters = new Map();
      slice = NOTHING;
    };
    const actions: StatisticsActions = {
      watchQuality() {
        watchers += 1;
        if (watchers === 1) {
          timer = window.setInterval(look, EVERY);
          look();
        }
        let watching = true;
        return () => {
          if (!watching) return;
          watching = false;
          watchers -= 1;
          if (watchers === 0) rest();
        };
      },
    };
    return {
      slice: (): StatisticsSlice => slice,
      actions,
      dispose() {
        watchers = 0;
        rest();
      },
    };
  },
};
