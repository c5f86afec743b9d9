import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createLogger } from "../logging/logger.ts";
import { startService, type RunningService } from "../service.ts";
import { MailCatcher } from "./mail-catcher.ts";
import type { Answer, Stack } from "./stack.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));

/** A replica of the appservice beside the running one, with a mail server that keeps what it is given. */
export class MailingReplica {
  private constructor(
    private readonly stack: Stack,
    private readonly service: RunningService,
    private readonly url: string,
    readonly catcher: MailCatcher,
  ) {}

  static async start(stack: Stack): Promise<MailingReplica> {
    const catcher = new MailCatcher();
    await catcher.start();
    const port = await freePort();
    const service = await startService(
      {
        ...stack.config,
        ports: { ...stack.config.ports, appservice: port },
        mail: { host: "127.0.0.1", port: catcher.port, secure: false, from: "plenum@amt.example" },
      },
      MIGRATIONS,
      createLogger("silent"),
      new AbortController().signal,
    );
    await service.ready;
    return new MailingReplica(stack, service, `http://127.0.0.1:${port}`, catcher);
  }

  ask(
    method: "GET" | "POST",
    path: string,
    options: { readonly body?: unknown; readonly bearer: string },
  ): Promise<Answer> {
    return this.stack.ask(method, `${this.url}${path}`, options);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.catcher.stop();
  }
}

/** A port that nobody listens at, at least a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
