import { EventEmitter } from "node:events";
import type { WebSocket } from "ws";

/** A WebSocket whose other side does not read: what is sent stays in its buffer. */
export class SlowSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  terminated = false;
  readonly sent: string[] = [];

  send(text: string): void {
    this.bufferedAmount += text.length;
    this.sent.push(text);
  }

  terminate(): void {
    this.terminated = true;
    this.readyState = 3;
    this.emit("close");
  }

  close(): void {
    this.terminate();
  }

  /** The part of it that is used is all there. */
  asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}
