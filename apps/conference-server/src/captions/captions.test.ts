import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { Lab, type Person } from "../testing/lab.ts";
import { SmallRecogniser } from "../testing/small-recogniser.ts";

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });

const ANNA: Person = { name: "anna", room: "jourfixe" };

let recogniser: SmallRecogniser;
let lab: Lab;
beforeAll(async () => {
  recogniser = await SmallRecogniser.start();
  lab = await Lab.start({ captions: { url: recogniser.url } });
});
afterAll(async () => {
  await lab.server.close();
  await recogniser.stop();
});

/** Sound of so many milliseconds, as 16 kHz PCM. */
function sound(milliseconds: number, loud: boolean): Buffer {
  const buffer = Buffer.alloc(milliseconds * 32);
  for (let at = 0; at < buffer.length; at += 2) {
    buffer.writeInt16LE(loud ? Math.round(8_000 * Math.sin(at / 7)) : 0, at);
  }
  return buffer;
}

async function listener(token: string): Promise<{ socket: WebSocket; heard: string[] }> {
  const socket = new WebSocket(`${lab.url.replace("http", "ws")}/captions?token=${token}`);
  const heard: string[] = [];
  socket.on("message", (data: Buffer) => heard.push(data.toString("utf8")));
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return { socket, heard };
}

describe("captions", () => {
  it("are what the recogniser makes of the sound that somebody sends", async () => {
    const { socket, heard } = await listener(await lab.token(ANNA));
    for (const burst of [200, 300]) {
      socket.send(sound(burst, true));
      socket.send(sound(200, false));
    }
    await vi.waitFor(() =>
      expect(heard).toEqual(['{"partial":"eins"}', '{"partial":"eins zwei"}']),
    );
    socket.send(sound(800, false));
    await vi.waitFor(() => expect(heard.at(-1)).toBe('{"text":"eins zwei"}'));
    expect(recogniser.configurations).toEqual([{ config: { sample_rate: 16_000 } }]);
    socket.close();
  });

  it.each([
    ["no token", ""],
    ["a token that is none", "guess"],
  ])("are for nobody with %s", async (_story, token) => {
    await expect(listener(token)).rejects.toThrow(/403/);
  });

  it("are for nobody whose token has run out", async () => {
    await expect(listener(await lab.token({ ...ANNA, lifetime: -60 }))).rejects.toThrow(/403/);
  });

  it("end for whoever sends more than anybody can say", async () => {
    const { socket } = await listener(await lab.token(ANNA));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    for (let second = 0; second < 12; second += 1) socket.send(sound(1_000, false));
    expect(await closed).toBe(1008);
  });
});

describe("where there is no recogniser", () => {
  it("captions are not there, or end at once when it is away", async () => {
    const away = await Lab.start({ captions: { url: "ws://127.0.0.1:1" } });
    const token = await away.token(ANNA);
    const socket = new WebSocket(`${away.url.replace("http", "ws")}/captions?token=${token}`);
    expect(await new Promise((resolve) => socket.once("close", resolve))).toBe(1013);
    await away.server.close();
  });
});
