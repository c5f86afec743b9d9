import { SUB_ROOM_MESSAGE, type SubRoom } from "@plenum/model";
import type { Engine } from "../call/feature.ts";
import { OneTimer } from "../call/one-timer.ts";
import type { HostKeys, HostSubRooms, SubRoomProblem, SubRoomSlice } from "../contract/index.ts";
import { RemoteAudio } from "../media/remote-audio.ts";
import { Link, type LinkParts } from "./link.ts";
import { endOf, peopleOf, problemOf } from "./people.ts";
import { TurningMicrophone, type TurningParts } from "./turning-microphone.ts";

/** Milliseconds between two looks at what the server says, while it concerns one. */
const LOOK_EVERY = 10_000;
/** Milliseconds for which one waits alone for somebody who was there. */
const ALONE = 20_000;

/** What of the slice is known here. */
export type SubRoomView = Pick<SubRoomSlice, "invitation" | "room" | "microphone" | "problem">;

export interface RunParts {
  readonly engine: Engine;
  readonly host: HostSubRooms;
  /** There while the call is encrypted from device to device. */
  readonly keys: () => HostKeys | undefined;
  readonly onChange: (view: SubRoomView) => void;
  /** Whether this person talks aside, for the others in the call to see. */
  readonly onAside: (aside: boolean) => void;
  /** The connection and the way of the voice; others in tests. */
  readonly makeLink?: (parts: LinkParts) => Pick<Link, "session" | "close">;
  readonly makeMicrophone?: TurningParts["create"];
}

/** Talking aside, from the first invitation to the end of the call. */
export class SubRoomRun {
  private rooms: readonly SubRoom[] = [];
  private link: Pick<Link, "session" | "close"> | undefined;
  private id: string | undefined;
  private everUp = false;
  private hadSomebody = false;
  private problem: SubRoomProblem | undefined;
  private busy = false;
  private disposed = false;
  private readonly audio: RemoteAudio;
  private readonly microphone: TurningMicrophone;
  private readonly looking = new OneTimer();
  private readonly alone = new OneTimer();

  constructor(private readonly parts: RunParts) {
    const { engine } = parts;
    this.audio = new RemoteAudio(() => engine.addProblem("media-blocked"));
    this.microphone = new TurningMicrophone({
      engine,
      create: parts.makeMicrophone,
      onChange: () => this.show(),
      onProblem: (problem) => {
        this.problem = problem;
      },
    });
    const { speaker } = engine.chosen.get();
    if (speaker !== undefined) void this.audio.setSpeaker(speaker);
  }

  setSpeaker(id: string): void {
    void this.audio.setSpeaker(id);
  }

  /** Tries again to play what the browser held back. */
  unblock(): void {
    void this.audio.resume();
  }

  /** Asks people to come: to a new sub-room, or to the one that there is. */
  async ask(people: readonly string[]): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    const { host } = this.parts;
    const { id } = this;
    // Whoever wants to whisper must not be heard by all from this moment on.
    if (id === undefined) this.microphone.tell({ kind: "turn-aside" });
    try {
      const room = await (id === undefined ? host.open(people) : host.invite(id, people));
      if (this.disposed) return;
      this.rooms = [...this.rooms.filter((one) => one.id !== room.id), room];
      if (id === undefined) this.enter(room.id);
      this.hint(room);
    } catch (error) {
      this.problem = problemOf(error);
      if (this.id === undefined) this.microphone.tell({ kind: "over" });
    } finally {
      this.busy = false;
      this.show();
    }
  }

  async answer(accept: boolean): Promise<void> {
    const invitation = this.invitation();
    if (!invitation) return;
    this.problem = undefined;
    if (accept) {
      this.close();
      this.enter(invitation.id);
      this.show();
      return;
    }
    this.rooms = this.rooms.filter((one) => one !== invitation);
    this.show();
    await this.parts.host.leave(invitation.id).catch(() => undefined);
    this.hint(invitation);
  }

  /** Leaves. Nothing is said about it: who leaves knows. */
  leave(): void {
    this.finish(undefined);
  }

  turnTo(to: "plenum" | "aside"): void {
    this.microphone.tell({ kind: to === "aside" ? "turn-aside" : "turn-plenum" });
  }

  dismiss(): void {
    this.problem = undefined;
    this.show();
  }

  /** The call is encrypted from device to device, or is over. */
  stop(problem?: SubRoomProblem): void {
    this.looking.stop();
    // Whoever is told of a change may come here again.
    if (this.id === undefined && this.rooms.length === 0) return;
    if (this.id !== undefined) this.finish(problem);
    this.rooms = [];
    this.show();
  }

  /** Something in the call changed: it must not hear what is meant for few. */
  check(): void {
    this.microphone.check();
  }

  /** Asks the server what there is; others said that something changed. */
  async look(): Promise<void> {
    this.looking.stop();
    const { id } = this;
    try {
      const rooms = await this.parts.host.list();
      if (this.disposed) return;
      this.rooms = rooms;
      const known = rooms.some((one) => one.id === id);
      // What was opened since the question is not in the answer.
      if (this.everUp && id !== undefined && id === this.id && !known) {
        this.finish(endOf(this.hadSomebody));
      }
    } catch {
      // The next look tells.
    }
    if (this.disposed) return;
    if (this.id !== undefined || this.invitation()) {
      this.looking.start(LOOK_EVERY, () => void this.look());
    }
    this.changed();
  }

  dispose(): void {
    this.stop();
    this.disposed = true;
    this.alone.stop();
    this.audio.stop();
  }

  private enter(id: string): void {
    const { engine, host } = this.parts;
    this.id = id;
    this.everUp = false;
    this.hadSomebody = false;
    // Sound from there is heard with the call behind it.
    this.microphone.tell({ kind: "turn-aside" });
    const makeLink = this.parts.makeLink ?? ((parts: LinkParts) => new Link(parts));
    this.link = makeLink({
      keys: this.parts.keys(),
      join: () => host.join(id),
      track: (library) => this.microphone.track(library),
      onLink: (up) => {
        if (up && !this.everUp) {
          this.everUp = true;
          // Those who asked or were asked see that one has come.
          const room = this.rooms.find((one) => one.id === id);
          if (room) this.hint(room);
          void this.look();
        }
        this.microphone.tell({ kind: "link", up });
      },
      onChange: () => this.changed(),
      onEnd: (why) => this.finish(why === "broken" ? "broken" : endOf(this.hadSomebody)),
    });
    this.parts.onAside(true);
    this.looking.start(LOOK_EVERY, () => void this.look());
    engine.update();
  }

  /** Somebody came or went, or the server has said something. */
  private changed(): void {
    const session = this.link?.session();
    const sources = session?.sources().filter(({ kind }) => kind === "audio") ?? [];
    this.audio.play(sources.map(({ track }) => track));
    const others = this.connected().size;
    if (others > 0) this.hadSomebody = true;
    const waiting = this.own()?.people.some(({ state }) => state === "invited") === true;
    if (others > 0 || waiting || !this.everUp || this.id === undefined) this.alone.stop();
    else if (!this.isWaitingAlone) {
      this.isWaitingAlone = true;
      this.alone.start(ALONE, () => this.finish(endOf(this.hadSomebody)));
    }
    if (others > 0 || waiting) this.isWaitingAlone = false;
    this.show();
  }

  private isWaitingAlone = false;

  private connected(): ReadonlySet<string> {
    const own = this.ownUserId();
    return new Set(
      (this.link?.session()?.participants() ?? [])
        .map(({ userId }) => userId)
        .filter((userId) => userId !== undefined && userId !== own)
        .map(String),
    );
  }

  private finish(problem: SubRoomProblem | undefined): void {
    const { id } = this;
    if (id === undefined) return;
    const room = this.own();
    this.problem = problem;
    this.rooms = this.rooms.filter((one) => one.id !== id);
    this.close();
    void this.parts.host
      .leave(id)
      .catch(() => undefined)
      .then(() => room && this.hint(room));
    this.show();
  }

  /** Nothing goes there or comes from there any more. */
  private close(): void {
    // The microphone first: what follows takes a moment.
    this.microphone.tell({ kind: "over" });
    this.alone.stop();
    this.isWaitingAlone = false;
    this.link?.close();
    this.link = undefined;
    if (this.id !== undefined) this.parts.onAside(false);
    this.id = undefined;
    this.audio.stop();
    this.microphone.letGo();
  }

  /** Has the devices of those who are concerned ask the server; the message says no more than that. */
  private hint(room: SubRoom): void {
    const { engine } = this.parts;
    const named = new Set(room.people.map(({ userId }) => userId));
    for (const { id, userId, isLocal } of engine.core().participants) {
      if (isLocal || userId === undefined || !named.has(userId)) continue;
      engine.session()?.sendTo(id, { type: SUB_ROOM_MESSAGE });
    }
  }

  private own(): SubRoom | undefined {
    return this.rooms.find((one) => one.id === this.id);
  }

  private invitation(): SubRoom | undefined {
    return this.rooms.find((one) => one.own === "invited" && one.id !== this.id);
  }

  private ownUserId(): string | undefined {
    return this.parts.engine.core().participants.find(({ isLocal }) => isLocal)?.userId;
  }

  private show(): void {
    if (this.disposed) return;
    const own = this.ownUserId();
    const room = this.own();
    const invitation = this.invitation();
    const asked = invitation ? peopleOf(invitation, own, new Set()) : [];
    const by = asked.find(({ userId }) => userId === invitation?.invitedBy);
    const up = this.link?.session() !== undefined;
    this.parts.onChange({
      ...(invitation && by
        ? { invitation: { id: invitation.id, by, others: asked.filter((one) => one !== by) } }
        : {}),
      ...(this.id === undefined
        ? {}
        : {
            room: {
              id: this.id,
              state: up ? "open" : this.everUp ? "mending" : "opening",
              people: room ? peopleOf(room, own, this.connected()) : [],
            },
          }),
      microphone: this.microphone.goal,
      ...(this.problem === undefined ? {} : { problem: this.problem }),
    });
  }
}
