import { controlWishSchema } from "@plenum/model";
import { Lab } from "../../apps/conference-server/src/testing/lab.ts";
import type { ServerCommand, ServerEvent } from "./messages.ts";

function tell(event: ServerEvent): void {
  process.send?.(event);
}

async function answer(lab: Lab, command: ServerCommand): Promise<ServerEvent> {
  if (command.type === "token") {
    const token = await lab.token(command.person);
    return { type: "token", name: command.person.name, token };
  }
  if (command.type === "wish") {
    await lab.wish(command.room, controlWishSchema.parse(command.wish));
    return { type: "wished" };
  }
  const { user, system } = process.cpuUsage();
  return {
    type: "usage",
    cpuSeconds: (user + system) / 1e6,
    rssBytes: process.memoryUsage().rss,
  };
}

/** Entry of the process that is measured: a conference server alone, its media in a child of it. */
async function main(): Promise<void> {
  const lab = await Lab.start();
  process.on("message", (raw) => {
    answer(lab, raw as ServerCommand).then(tell, (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    });
  });
  process.on("disconnect", () => {
    void lab.server.close().finally(() => process.exit(0));
  });
  tell({ type: "ready", url: lab.url });
}

void main();
