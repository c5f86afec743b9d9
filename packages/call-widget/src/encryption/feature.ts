import type { Engine } from "../call/feature.ts";
import type { EncryptionProblem, EncryptionSlice, HostKeys } from "../contract/index.ts";
import type { MessageSeal } from "../jitsi/session-types.ts";
import { tapPeerConnections } from "../jitsi/taps.ts";
import type * as atWork from "./at-work.ts";
import { canTransform } from "./can-transform.ts";
import { CannotEncryptError } from "./cannot-encrypt.ts";
import type { EncryptionRun } from "./run.ts";
import { sameStanding } from "./same-standing.ts";

/** Name under which a device says in its presence that it encrypts: for those who hear nothing then. */
const PROPERTY = "plenumEncrypted";
const OFF: EncryptionSlice = { state: "off", without: [], unconfirmed: [] };

type AtWork = Pick<typeof atWork, "EncryptionRun" | "HOLD_FRAMES" | "startMediaWorker">;

/** Why this device cannot be in an encrypted call, if it cannot. */
function problemOf(keys: HostKeys): EncryptionProblem | undefined {
  if (!canTransform()) return "encryption-browser";
  const obstacle = keys.obstacle.get();
  return obstacle && `encryption-${obstacle}`;
}

/**
 * Sound and pictures encrypted from device to device, in calls that are to be so. Where that is not
 * possible here, or cannot be loaded, there is no call: nothing goes out in the clear instead.
 * @param loadAtWork what does it: most calls need none of it, so it comes when one does
 */
export function encryptionBy(loadAtWork: () => Promise<AtWork>) {
  return {
    attach(engine: Engine) {
      const { keys } = engine.host;
      let run: EncryptionRun | undefined;
      let unwatch: (() => void) | undefined;
      let slice = OFF;
      let began = false;
      /** Counts the beginnings and ends: what was loaded for an earlier one is not put to work. */
      let turn = 0;

      const read = (): EncryptionSlice => {
        if (run) return run.slice();
        const others = [...(engine.session()?.said(PROPERTY).values() ?? [])];
        if (others.includes("1")) return { ...OFF, state: "shut-out" };
        const { kind } = engine.phase;
        const before = kind === "preview" || kind === "joining";
        if (!before || keys?.wanted.get() !== true) return OFF;
        const problem = problemOf(keys);
        return { ...OFF, state: "wanted", ...(problem ? { problem } : {}) };
      };
      const end = (): void => {
        turn += 1;
        run?.stop();
        run = undefined;
      };
      const begin = async (host: HostKeys): Promise<MessageSeal> => {
        const problem = problemOf(host);
        if (problem) throw new CannotEncryptError(problem);
        end();
        const mine = turn;
        const { EncryptionRun, HOLD_FRAMES, startMediaWorker } = await loadAtWork().catch(() => {
          throw new CannotEncryptError("encryption-missing");
        });
        if (mine !== turn) throw new Error("The session ended before its encryption was loaded");
        run = new EncryptionRun(host, startMediaWorker, () => engine.update());
        // A connection that belongs to no session any more sends nothing either.
        unwatch ??= tapPeerConnections()?.watch((connection) => {
          if (run) run.attach(connection);
          else connection.close();
        }, HOLD_FRAMES);
        return run.seal;
      };
      const loadAhead = (): void => {
        // Said when the call is joined.
        if (keys?.wanted.get()) void loadAtWork().catch(() => undefined);
      };
      loadAhead();
      const undo = [
        engine.onEvent((event) => {
          if (event.kind === "session-opening") {
            // A call that began encrypted goes on so, whatever the room says when it is joined anew.
            const again = began && engine.phase.kind === "reconnecting";
            began = keys !== undefined && (again || keys.wanted.get());
            if (began && keys) event.seal = begin(keys);
            else {
              unwatch?.();
              unwatch = undefined;
            }
          }
          if (event.kind === "session-closed") end();
          if (event.kind === "media-changed" && run) {
            run.see(engine.core().participants, engine.session()?.sources() ?? []);
          }
          if (event.kind !== "session" || event.event.kind !== "entered" || !run) return;
          const endpoint = engine.session()?.ownId();
          if (endpoint === undefined) return;
          run.entered(endpoint);
          engine.session()?.say(PROPERTY, "1");
        }),
        ...(keys
          ? [
              keys.wanted.subscribe(() => {
                loadAhead();
                engine.update();
              }),
              keys.obstacle.subscribe(() => engine.update()),
            ]
          : []),
      ];

      return {
        slice(): EncryptionSlice {
          const next = read();
          if (!sameStanding(slice, next)) slice = next;
          return slice;
        },
        dispose() {
          for (const step of undo) step();
          end();
          unwatch?.();
        },
      };
    },
  };
}

export const encryption = encryptionBy(() => import("./at-work.ts"));
