import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A connection to something on this machine that can be cut and mended. */
export class CuttableLine {
  private readonly sockets = new Set<Socket>();
  private whole = true;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param target where connections are passed on to */
  static to(target: URL): Promise<CuttableLine> {
    return new Promise((resolve) => {
      const server = createServer();
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo;
        const line = new CuttableLine(server, `http://127.0.0.1:${port}`);
        server.on("connection", (socket) => line.pass(socket, target));
        resolve(line);
      });
    });
  }

  cut(): void {
    this.whole = false;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.whole = true;
  }

  end(): void {
    this.cut();
    this.server.close();
  }

  private pass(socket: Socket, target: URL): void {
    if (!this.whole) {
      socket.destroy();
      return;
    }
    const other = connect(Number(target.port), target.hostname);
    for (const [one, another] of [
      [socket, other],
      [other, socket],
    ] as const) {
      this.sockets.add(one);
      one.pipe(another);
      one.on("error", () => another.destroy());
      one.on("close", () => {
        this.sockets.delete(one);
        another.destroy();
      });
    }
  }
}
