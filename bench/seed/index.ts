import type { Bench } from "../src/figure.ts";
import { withSeededInstallation } from "../src/installation.ts";
import { bigAccount } from "./account.ts";

function count(figure: string, value: number) {
  return { bench: "seed", figure, value, unit: "", spread: [value, value], n: 1 } as const;
}

/** Makes the account on which the client is measured, once for an installation. */
export const seedBench: Bench = {
  name: "seed",
  describe: "Makes the account that is measured: 500 rooms, one with 20,000 messages (kept)",
  run: (context) =>
    withSeededInstallation(context, async (config) => {
      const account = await bigAccount(config, context.log);
      context.log(`seed: ${account.localpart}, password ${account.password}`);
      const messages = account.rooms.reduce((sum, room) => sum + room.messages, 0);
      return [count("rooms", account.rooms.length), count("messages", messages)];
    }),
};
