import type { ControlMediaKind, ControlWish } from "@plenum/model";
import { isModerator, NO_WISH, type Occupant, type Room } from "../muc/room.ts";
import type { Identity } from "../tokens/token-verifier.ts";
import { moderationMessages, whitelistMessage, type ModerationRoom } from "./av-moderation.ts";
import {
  MEDIA_KINDS,
  planOf,
  treatmentUnder,
  UNMODERATED,
  type ModerationByKind,
  type Treatment,
} from "./plan.ts";

/** What the focus does so that a wish comes true. */
export interface EnforcementFocus {
  /** Tells the router what somebody may send: it throws away the rest. */
  rightsChanged(occupant: Occupant): void;
  /** Asks a client to mute, so that it shows what is the case. */
  ask(occupant: Occupant, kind: ControlMediaKind): void;
  /** Brings up to date which sources people are shown. */
  sourcesChanged(occupants: readonly Occupant[]): void;
}

/** Makes the wish for one conference true, for those who are there and for whoever comes. */
export class Enforcement {
  readonly #room: Room;
  readonly #address: ModerationRoom;
  readonly #focus: EnforcementFocus;
  #wish: ControlWish = NO_WISH;
  /** Who may send although it is locked, as moderators know it. */
  readonly #whitelists = new Map<ControlMediaKind, readonly string[]>();

  /** @param component address of what locks microphones and cameras, towards the library */
  constructor(room: Room, component: string, focus: EnforcementFocus) {
    this.#room = room;
    this.#address = { component, room: room.jid };
    this.#focus = focus;
  }

  get wish(): ControlWish {
    return this.#wish;
  }

  /** How somebody who comes in is to be treated. */
  treatmentOf({ userId, role }: Identity): Treatment {
    return treatmentUnder(this.#wish, userId, role);
  }

  /** Tells a newcomer what is locked. */
  joined(occupant: Occupant): void {
    this.#tellModeration(occupant, UNMODERATED, MEDIA_KINDS);
    if (isModerator(occupant)) this.#tellWhitelists(occupant);
    this.#refreshWhitelists();
  }

  left(): void {
    this.#refreshWhitelists();
  }

  apply(wish: ControlWish): void {
    const modeChanged = wish.mode !== this.#wish.mode;
    this.#wish = wish;
    const plan = planOf(
      wish,
      [...this.#room.occupants()].map(({ nick, session: { identity }, treatment }) => ({
        endpointId: nick,
        userId: identity.userId,
        tokenRole: identity.role,
        treatment,
      })),
    );
    const concerned = plan.flatMap((change) => {
      const occupant = this.#room.byNick(change.endpointId);
      return occupant === undefined ? [] : [{ change, occupant, before: occupant.treatment }];
    });
    const treatments = new Map(
      concerned.map(({ change, occupant }) => [occupant, change.treatment] as const),
    );
    this.#room.restate(treatments, () => {
      for (const { change, occupant } of concerned) {
        if (change.rightsChanged) this.#focus.rightsChanged(occupant);
      }
      // Within a lecture rights decide what is shown; without one everything is.
      this.#focus.sourcesChanged(
        modeChanged ? [...this.#room.occupants()] : concerned.map(({ occupant }) => occupant),
      );
    });
    for (const { change, occupant, before } of concerned) {
      this.#tellModeration(occupant, before.moderation, change.moderated);
      for (const kind of change.silenced) this.#focus.ask(occupant, kind);
      if (change.roleChanged && isModerator(occupant)) this.#tellWhitelists(occupant);
    }
    this.#refreshWhitelists();
  }

  #tellModeration(
    { session, treatment }: Occupant,
    before: ModerationByKind,
    kinds: readonly ControlMediaKind[],
  ): void {
    for (const kind of kinds) {
      const after = treatment.moderation[kind];
      for (const message of moderationMessages(
        this.#address,
        session.jid,
        kind,
        before[kind],
        after,
      )) {
        session.send(message);
      }
    }
  }

  #tellWhitelists({ session }: Occupant): void {
    for (const [kind, approved] of this.#whitelists) {
      if (approved.length > 0) {
        session.send(whitelistMessage(this.#address, session.jid, kind, approved, false));
      }
    }
  }

  #refreshWhitelists(): void {
    for (const kind of MEDIA_KINDS) {
      const before = this.#whitelists.get(kind) ?? [];
      const after = this.#approved(kind);
      const kept = before.filter((jid) => after.includes(jid));
      const steps: [readonly string[], boolean][] = [];
      if (kept.length < before.length) steps.push([kept, true]);
      if (kept.length < after.length) steps.push([after, false]);
      if (steps.length === 0) continue;
      this.#whitelists.set(kind, after);
      for (const occupant of this.#room.occupants()) {
        if (!isModerator(occupant)) continue;
        const { jid } = occupant.session;
        for (const [approved, removed] of steps) {
          occupant.session.send(whitelistMessage(this.#address, jid, kind, approved, removed));
        }
      }
    }
  }

  #approved(kind: ControlMediaKind): string[] {
    const locked = this.#wish.locks[kind] || this.#wish.mode === "stage";
    if (!locked) return [];
    return [...this.#room.occupants()]
      .filter((occupant) => !isModerator(occupant) && occupant.treatment.moderation[kind].approved)
      .map(({ jid }) => jid);
  }
}
