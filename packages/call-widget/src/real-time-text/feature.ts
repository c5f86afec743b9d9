import { RTT_MESSAGE, rttMessageSchema } from "@plenum/model";
import type { Engine } from "../call/feature.ts";
import { OneTimer } from "../call/one-timer.ts";
import type { RttActions, RttLine, RttSlice } from "../contract/index.ts";
import { Pace } from "../reactions/pace.ts";
import { type Heard, hear } from "./hearing.ts";
import { NOTHING_WRITTEN, tellEdits, tellEnd, tellWhole, type Writing } from "./writing.ts";

/** Milliseconds in which letters are gathered; EN 301 549 wants them seen within 500. */
const GATHER = 300;
/** Milliseconds after which the whole line is told again, for late comers and lost messages. */
const REPEAT = 2_000;
/** How often that is done for a line that nobody goes on with. */
const REPEATS = 30;
/** Lines that are kept in view. */
const MOST = 100;
/** Messages of one person a second; honest ones send half of that for text and captions together. */
const PER_SECOND = 16;

/** One line after the other that this device tells the others: typed, or recognised from speech. */
export class RttWriter {
  private writing: Writing = NOTHING_WRITTEN;
  private now = "";
  private repeats = 0;
  private readonly gathering = new OneTimer();
  private readonly repeating = new OneTimer();

  constructor(
    private readonly broadcast: (message: object) => void,
    private readonly caption: boolean,
  ) {}

  /** The line that is being written; empty between lines. */
  get text(): string {
    return this.now;
  }

  /** The line as it is by now. */
  write(text: string): void {
    if (text === this.now) return;
    const begins = this.now === "" && this.writing.seq === 0;
    this.now = text;
    this.repeats = 0;
    if (begins) this.repeat();
    if (!this.waiting) this.gather();
  }

  /** @returns the line that ended; empty where there was none */
  end(): string {
    const text = this.now;
    this.stop();
    this.now = "";
    if (text.trim() === "" && this.writing.seq === 0) return "";
    this.tell(tellEnd(this.writing, text.trim() === "" ? "" : text, this.caption));
    return text.trim();
  }

  stop(): void {
    this.waiting = false;
    this.gathering.stop();
    this.repeating.stop();
  }

  private waiting = false;

  private gather(): void {
    this.waiting = true;
    this.gathering.start(GATHER, () => {
      this.waiting = false;
      const told = tellEdits(this.writing, this.now, this.caption);
      if (told) this.tell(told);
    });
  }

  private repeat(): void {
    this.repeating.start(REPEAT, () => {
      if (this.repeats < REPEATS && this.writing.seq > 0) {
        this.repeats += 1;
        this.tell(tellWhole(this.writing, this.now, this.caption));
      }
      this.repeat();
    });
  }

  private tell(told: { readonly writing: Writing; readonly message: object }): void {
    this.writing = told.writing;
    this.broadcast(told.message);
  }
}

/** Real-time text: what people write, seen letter by letter, and kept in the room line by line. */
export const rtt = {
  attach(engine: Engine) {
    const { host } = engine;
    const heard = new Map<string, Heard>();
    const paces = new Map<string, Pace>();
    const writer = new RttWriter((message) => engine.session()?.broadcast(message), false);
    const captions = new RttWriter((message) => engine.session()?.broadcast(message), true);
    let count = 0;
    let captionCount = 0;
    let dismissed = false;
    let slice: RttSlice = { open: false, lines: [], kept: host.sendLine !== undefined };

    const change = (next: Partial<RttSlice>): void => {
      slice = { ...slice, ...next };
      engine.update();
    };
    const without = (name: "offer" | "lost"): void => {
      const { [name]: _gone, ...rest } = slice;
      slice = rest;
    };

    /** Puts a line into the list, or changes it there. A line without words has no place. */
    const place = (line: RttLine): void => {
      const known = slice.lines.some(({ key }) => key === line.key);
      const others = slice.lines.filter(({ key }) => key !== line.key);
      const lines =
        line.text === ""
          ? others
          : known
            ? slice.lines.map((one) => (one.key === line.key ? line : one))
            : [...slice.lines, line];
      change({ lines: lines.slice(-MOST) });
    };

    const receive = (from: string, content: unknown): void => {
      const parsed = rttMessageSchema.safeParse(content);
      const sender = engine.core().participants.find(({ id }) => id === from);
      if (!parsed.success || !sender) return;
      const pace = paces.get(from) ?? new Pace(PER_SECOND);
      paces.set(from, pace);
      if (!pace.take(Date.now())) return;
      const { caption } = parsed.data;
      const stream = `${from} ${String(caption)}`;
      const before = heard.get(stream);
      const now = hear(before, parsed.data);
      if (!now || now === before) return;
      heard.set(stream, now);
      const { text, done, line } = now;
      const { displayName: name } = sender;
      // Its end got lost: nothing is added to it any more.
      if (before && before.line !== line) endLines(({ key }) => key.startsWith(`${stream} `));
      place({ key: `${stream} ${line}`, from, name, isLocal: false, text, caption, done });
      if (!slice.open && !dismissed && !caption && slice.offer === undefined) {
        change({ offer: name });
      }
    };

    const endLines = (which: (line: RttLine) => boolean): void => {
      if (!slice.lines.some((line) => !line.done && which(line))) return;
      change({
        lines: slice.lines.map((line) =>
          !line.done && which(line) ? { ...line, done: true } : line,
        ),
      });
    };

    const self = (): Pick<RttLine, "from" | "name"> => {
      const one = engine.core().participants.find(({ isLocal }) => isLocal);
      return { from: one?.id ?? "", name: one?.displayName ?? "" };
    };

    const keep = (text: string): void => {
      if (!host.sendLine) return;
      void host.sendLine(text).catch(() => change({ lost: text }));
    };

    /** One's own voice, written down: shown to the others as it comes, and to oneself. */
    const caption = (said: string, done: boolean): void => {
      const text = said === "" ? captions.text : said;
      if (text === "") return;
      captions.write(text);
      const { from, name } = self();
      const key = `${RTT_MESSAGE} caption ${captionCount}`;
      place({ key, from, name, isLocal: true, text, caption: true, done });
      if (!done) return;
      captions.end();
      captionCount += 1;
    };

    const stop = engine.onEvent((event) => {
      if (event.kind === "caption") {
        caption(event.text, event.done);
        return;
      }
      if (event.kind === "session-closed") {
        // Whoever writes on has another name in the next session.
        endLines(({ isLocal }) => !isLocal);
        heard.clear();
        paces.clear();
        return;
      }
      if (event.kind !== "session" || event.event.kind !== "message") return;
      receive(event.event.from, event.event.content);
    });

    const actions: RttActions = {
      openRtt(open) {
        if (open === slice.open) return;
        if (!open) actions.finishRtt();
        without("offer");
        change({ open });
      },
      writeRtt: (text) => writer.write(text),
      ownRtt: () => writer.text,
      finishRtt() {
        const text = writer.end();
        if (text === "") return;
        const { from, name } = self();
        count += 1;
        const key = `${RTT_MESSAGE} ${count}`;
        place({ key, from, name, isLocal: true, text, caption: false, done: true });
        keep(text);
      },
      dismissRtt() {
        dismissed = true;
        without("offer");
        without("lost");
        engine.update();
      },
    };
    return {
      slice: (): RttSlice => slice,
      actions,
      dispose() {
        writer.stop();
        captions.stop();
        stop();
      },
    };
  },
};
