import type { Engine } from "../call/feature.ts";
import type { LineTestActions } from "../contract/index.ts";

/** The test of the line; what it takes is loaded when somebody asks for one. */
export const lineTest = {
  attach(engine: Engine) {
    const actions: LineTestActions = {
      async testLine(onFindings, signal) {
        const { runLineTest } = await import("./run.ts");
        await runLineTest(
          {
            join: () => engine.host.join(),
            running: () => engine.phase.kind === "joined" || engine.phase.kind === "reconnecting",
            statistics: async () => engine.session()?.statistics(),
            base: location.href,
          },
          onFindings,
          signal,
        );
      },
    };
    return { actions, dispose: () => undefined };
  },
};
