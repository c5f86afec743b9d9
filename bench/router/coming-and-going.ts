import { setTimeout as pause } from "node:timers/promises";
import { Installation } from "./installation.ts";

const AT_ONCE = 10;
/** Memory is compared from here on: the first joins fill what is kept anyway. */
const WARM = 300;
const ALL = 1300;
const SETTLE_MS = 3000;

/** Memory of the router before and after a thousand joins and leaves, in MB. */
export interface Growth {
  readonly before: number;
  readonly after: number;
}

/** Lets endpoints join and leave one conference. @param root absolute path of the project */
export async function comeAndGo(root: string, log: (line: string) => void): Promise<Growth> {
  const installation = await Installation.start(root);
  try {
    const process = installation.endpoints();
    let before = 0;
    for (let done = 0; done < ALL; done += AT_ONCE) {
      if (done === WARM) before = await settled(installation);
      if (done % 200 === 0) log(`router: ${done} of ${ALL} joins and leaves`);
      const joining = Array.from({ length: AT_ONCE }, (_, index) => ({
        conference: "c",
        endpoint: `e${done + index}`,
        sources: [],
      }));
      await installation.join(process, joining);
      const endpoints = joining.map(({ endpoint }) => endpoint);
      for (const endpoint of endpoints)
        installation.router.send({ type: "remove", conference: "c", endpoint });
      process.send({ type: "close", endpoints });
    }
    return { before, after: await settled(installation) };
  } finally {
    await installation.end();
  }
}

async function settled(installation: Installation): Promise<number> {
  await pause(SETTLE_MS);
  return (await installation.stats()).rssBytes / 1e6;
}
