import { nextPace } from "@plenum/model";
import type { Logger } from "../logging/logger.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";

/** Milliseconds between two looks at how fast the homeserver answers. */
const MEASURE = 1_000;

/**
 * How many things may be made at the same time, by the homeserver's answers to a simple question. Asked
 * once a second, and at once after trouble.
 */
export class PaceKeeper {
  /** 0 while the homeserver gives no answer. */
  pace = 1;
  /** Something could not be made: the homeserver is asked how it is before the next thing. */
  private trouble = false;
  private measuring: Promise<void> | undefined;
  private measured = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly deps: {
      readonly gateway: Pick<MatrixGateway, "whoAmI">;
      /** People who wait for rooms of their own. */
      readonly waitingPeople: () => Promise<number>;
      /** What waits while there is no answer, for the log. */
      readonly what: string;
      readonly log: Logger;
    },
  ) {}

  /** Something went wrong that may be the homeserver's fault. */
  doubt(): void {
    this.trouble = true;
  }

  /** Asks where it is time to; while all is well nobody waits for the answer. @param most at once */
  async look(most: number): Promise<void> {
    const awaited = this.trouble || this.pace === 0;
    const due = awaited || performance.now() - this.measured > MEASURE;
    if (this.measuring === undefined && due) {
      this.trouble = false;
      this.measuring = this.measure(most).finally(() => {
        this.measured = performance.now();
        this.measuring = undefined;
      });
      // Without a database there is no answer; whoever awaits it hears of it.
      this.measuring.catch(() => undefined);
    }
    if (awaited) await this.measuring;
  }

  private async measure(most: number): Promise<void> {
    const started = performance.now();
    let answer: number | undefined;
    try {
      await this.deps.gateway.whoAmI();
      answer = performance.now() - started;
    } catch (error) {
      this.deps.log.warn({ err: error }, `${this.deps.what}: waiting for the homeserver`);
    }
    const peopleWaiting = await this.deps.waitingPeople();
    this.pace = nextPace(this.pace, { answer, peopleWaiting }, most);
  }
}
